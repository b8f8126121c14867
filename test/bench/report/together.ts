import { LIMITS } from "../api-limits";
import type { TogetherFigures } from "../figures/together";
import type { Section } from "./section";
import { mediansOf, perSecond } from "./units";

export function togetherSection({ runs, stacks, rooms, used, fairness }: TogetherFigures): Section {
  const limit = LIMITS.StartSegment;
  return {
    title: `${stacks} stacks at once on one account`,
    text:
      `Groups of ${rooms} rooms each, started by ${stacks} \`pulumi up\` at the same time, which know nothing of each other. ` +
      `Counted while all of them are at it. ${mediansOf(runs)}`,
    figures: [
      {
        what: "up: accepted StartSegment calls of all together",
        ours: perSecond(used * limit),
        against: `the account's limit: ${perSecond(limit)}`,
        ratio: used.toFixed(3),
        goal: { text: "0.850 or more", met: used >= 0.85 },
      },
      {
        what: "up: starts of the slowest, next to the fastest",
        ours: "",
        against: "",
        ratio: fairness.toFixed(2),
        goal: { text: "0.40 or more", met: fairness >= 0.4 },
      },
    ],
  };
}
