import { LIMITS } from "../api-limits";
import { ACTIONS, type FleetFigures, OPERATION } from "../figures/fleet";
import type { Plot } from "./plot";

/** How close one resource with many rooms comes to the limit of the API. */
export function callRatesPlot({ rooms, calls }: FleetFigures): Plot {
  return {
    file: "call-rates.svg",
    alt:
      `Bars: accepted calls per second while a group of ${rooms} rooms is brought up, refreshed and destroyed, ` +
      "next to those of a bare loop and the API's limit. The table below has the figures.",
    panels: [
      {
        kind: "bars",
        title: "accepted calls per second",
        digits: 0,
        groups: ACTIONS.map((action) => `${OPERATION[action]}: ${action}`),
        series: [
          { name: "this package", values: ACTIONS.map((action) => calls[action].rate) },
          { name: "bare loop", values: ACTIONS.map((action) => calls[action].loopRate) },
          { name: "the API's limit", values: ACTIONS.map((action) => LIMITS[action]) },
        ],
      },
    ],
  };
}
