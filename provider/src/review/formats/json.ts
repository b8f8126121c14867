import type { Report } from "../changes/report";
import { bunchOf, bunchSentence } from "../words/bunches";
import { callbackPhrases } from "../words/callback-words";
import { dangerPhrase } from "../words/danger-words";
import { gapWords } from "../words/gap-words";
import { headlineOf } from "../words/headline";
import { newsPhrases } from "../words/news-words";
import { plainText } from "../words/phrase";
import { storageLines } from "../words/storage-rows";

/** The report for programs, task by task. Secrets are not in it: the preview has none. */
export function jsonOf(report: Report): string {
  const titles = callbackPhrases(report).map(plainText);
  const document = {
    headline: headlineOf(report),
    dangers: report.dangers.map(dangerPhrase).map(plainText),
    news: newsPhrases(report.ended).map(plainText),
    storage: storageLines(report.changes),
    policies: report.policyResults,
    callbacks: report.callbacks.map(({ kind, stack, resource, urn, fields }, at) => {
      return { kind, stack, resource, urn, fields, title: titles[at] };
    }),
    changes: report.changes.map((change) => {
      const bunch = bunchOf([change], report.bare);
      const { order, before = {}, after = {} } = change;
      return {
        kind: change.kind,
        stack: change.stack,
        resource: change.resource,
        urn: change.urn,
        appId: (change.after ?? before).appId,
        roomId: (change.after ?? before).roomId,
        fields: change.fields,
        because: change.because,
        hidden: change.hidden,
        ...(order && { order: order.kind }),
        ...(order?.kind === "gap" && { gapCause: plainText(gapWords(order.cause, before, after, false)) }),
        credentials: change.credentials,
        endSeen: change.endSeen,
        title: plainText(bunchSentence(bunch)),
        details: bunch.details.map(plainText),
      };
    }),
    stacks: report.stacks,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
