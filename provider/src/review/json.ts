import { changeDetails, titleSentence } from "./details";
import { type Phrase, plain } from "./phrase";
import type { Report } from "./report";
import { storageRows } from "./summary-words";

/** The report for programs. Secrets are not in it: the preview has none. */
export function jsonOf(report: Report): string {
  const sentence = (words: Phrase) => plain(words);
  const document = {
    headline: report.headline,
    dangers: report.dangers.map(sentence),
    storage: storageRows(report.changes),
    policies: report.verdicts,
    changes: report.changes.map((change) => ({
      kind: change.kind,
      stack: change.stack,
      resource: change.resource,
      urn: change.urn,
      appId: (change.after ?? change.before)?.appId,
      roomId: (change.after ?? change.before)?.roomId,
      fields: change.fields,
      because: change.because,
      ...(change.order && { order: change.order.kind }),
      ...(change.order?.kind === "gap" && { gapCause: plain(change.order.cause) }),
      credentials: change.credentials,
      title: plain(titleSentence(change)),
      details: changeDetails(change).map(sentence),
    })),
    stacks: report.stacks,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
