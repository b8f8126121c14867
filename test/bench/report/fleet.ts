import { LIMITS } from "../api-limits";
import type { LoopAction } from "../bare-loop";
import { ACTIONS, type FleetFigures, OPERATION } from "../figures/fleet";
import { callRatesPlot } from "../plots/call-rates";
import type { Figure, Section } from "./section";
import { mediansOf, megabytes, perSecond, seconds } from "./units";

export function fleetSection(fleet: FleetFigures): Section {
  const { rooms, documented } = fleet;
  const figures = ACTIONS.flatMap((action) => pacedFigures(fleet, action));
  figures.push(
    { what: "unchanged preview", ours: seconds(fleet.preview), against: "", ratio: "" },
    { what: "state of each room", ours: `${(fleet.bytes / rooms).toFixed(0)} bytes`, against: "", ratio: "" },
    { what: "peak memory of the provider process", ours: megabytes(fleet.memory), against: "", ratio: "" },
    {
      what: "up: tasks that run, and that the state knows",
      ours: `${rooms} run, ${rooms} known`,
      against: `one \`dynamic.Resource\` with \`Promise.all\`: ${documented.started} run, ${documented.known} known`,
      ratio: "",
    },
  );
  const text =
    `A \`SegmentTaskGroup\` of ${rooms} rooms. The floor is a loop of signed calls sent at exactly the limit, which does ` +
    "nothing else and repeats nothing that is refused. Rates count accepted calls between the first and the last. " +
    mediansOf(fleet.runs);
  return { title: `${rooms} rooms in one resource`, text, plot: callRatesPlot(fleet), figures };
}

function pacedFigures({ rooms, calls }: FleetFigures, action: LoopAction): Figure[] {
  const { rate, loopRate, refused, loopRefused, milliseconds } = calls[action];
  const floorTime = (rooms / LIMITS[action]) * 1000;
  const name = OPERATION[action];
  return [
    {
      what: `${name}: accepted ${action} calls`,
      ours: perSecond(rate),
      against: `bare loop: ${perSecond(loopRate)}`,
      ratio: (rate / loopRate).toFixed(3),
      goal: { text: "0.950 or more", met: rate / loopRate >= 0.95 },
    },
    {
      what: `${name}: rooms that failed; calls refused and repeated, at worst`,
      // A room that failed would have failed the operation, and with it the benchmark.
      ours: `0; ${refused}`,
      against: `bare loop: ${loopRefused}; not repeated`,
      ratio: "",
      goal: { text: "0 failed", met: true },
    },
    {
      what: `${name}: the whole command`,
      ours: seconds(milliseconds),
      against: `${rooms} calls at ${LIMITS[action]}/s: ${seconds(floorTime)}`,
      ratio: (milliseconds / floorTime).toFixed(2),
    },
  ];
}
