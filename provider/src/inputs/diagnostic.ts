/** Something about the inputs that must be put right (a problem) or looked at (a warning). */
export interface Diagnostic {
  /** Where, such as `storageConfig.region` or `targetStreams[2].userId`. */
  path: string;
  /** What is the matter and what would be right. Never contains a credential. */
  message: string;
}

/** What a check of inputs comes to. */
export type Validation<Inputs> =
  | { valid: true; inputs: Inputs }
  /** Nothing is wrong as far as one can tell before the rest is known. */
  | { valid: "asFarAsKnown" }
  | { valid: false; problems: Diagnostic[] };

export function formatDiagnostic({ path, message }: Diagnostic): string {
  return path === "" ? message : `${path}: ${message}`;
}
