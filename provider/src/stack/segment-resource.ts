/** A resource of this package that a stack has, or is going to have. */
export interface SegmentResource {
  urn: string;
  /** What is not known yet is `UNKNOWN`, and what is hidden is `SECRET`. */
  inputs: Readonly<Record<string, unknown>>;
  /** Texts that are in clear here, and are secrets all the same. */
  secrets: readonly string[];
}
