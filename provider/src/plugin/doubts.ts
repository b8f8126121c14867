import { type Properties, secretNamesIn } from "../adapter/engine/properties";
import { formatDiagnostic } from "../inputs/diagnostic";
import type { Session } from "./session";

/** Tells the user what is allowed but probably not meant, once for each resource. What is secret is left alone. */
export class Doubts {
  readonly #told = new Set<string>();

  constructor(private readonly session: Session) {}

  async tell(urn: string, inputs: Properties): Promise<void> {
    const { warnings } = await import("../segment/validate.js");
    const secret = new Set(secretNamesIn(inputs));
    const { control, storageConfig } = Object.fromEntries(Object.entries(inputs).filter(([name]) => !secret.has(name)));
    for (const doubt of warnings({ control, storageConfig })) {
      const words = formatDiagnostic(doubt);
      // The engine checks a resource that is replaced once more.
      if (this.#told.has(urn + words)) continue;
      this.#told.add(urn + words);
      this.session.say("warning", words);
    }
  }
}
