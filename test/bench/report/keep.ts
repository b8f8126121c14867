import { LIMITS } from "../api-limits";
import type { KeepFigures } from "../figures/keep";
import type { Section } from "./section";
import { mediansOf, seconds } from "./units";

export function keepSection(figures: KeepFigures): Section {
  const { runs, rooms, quiet, healing, changes, targetedUp, event, eventUp } = figures;
  const looks = (rooms / LIMITS.GetSegmentTask) * 1000;
  const bound = 1.2 * looks + targetedUp;
  const due = Math.ceil(rooms / 20);
  return {
    title: `Keeping ${rooms} rooms running`,
    text:
      `\`volcengine-rtc keep\` on a group of ${rooms} rooms, of which ${due} have ended, and on one empty room with ` +
      `\`--store\`. A healing round looks at each room and previews meanwhile, then runs \`pulumi up --refresh\` with the ` +
      `group as its target, whose refresh looks at each room again. An event takes a look, a preview and such an \`up\`, ` +
      `one after the other. ${mediansOf(runs)}`,
    figures: [
      {
        what: "a round in which nothing has ended",
        ours: seconds(quiet),
        against: `${rooms} looks at ${LIMITS.GetSegmentTask}/s: ${seconds(looks)}`,
        ratio: (quiet / looks).toFixed(2),
        goal: { text: "1.20 or less", met: quiet <= 1.2 * looks },
      },
      {
        what: `a round in which ${due} have ended`,
        ours: seconds(healing),
        against: `1.2 times the looks, and the same \`up\` alone: ${seconds(bound)}`,
        ratio: (healing / bound).toFixed(2),
        goal: { text: "1.00 or less", met: healing <= bound },
      },
      {
        what: "what that round changed, at worst",
        ours: `${changes.started} started, ${changes.others} other changes`,
        against: "",
        ratio: "",
        goal: { text: `${due} started, 0 other`, met: changes.started === due && changes.others === 0 },
      },
      {
        what: "from an event of an empty room to the call that starts its task",
        ours: seconds(event),
        against: `\`up --refresh\` of that task alone: ${seconds(eventUp)}`,
        ratio: (event / eventUp).toFixed(2),
        goal: { text: "5 s or less", met: event <= 5000 },
      },
    ],
  };
}
