import type { LoopAction } from "../bare-loop";
import type { FleetSample } from "../fleet";
import { medianOf } from "./median";
import { rounded } from "./rounded";

export const ACTIONS = ["StartSegment", "GetSegmentTask", "StopSegment"] as const satisfies LoopAction[];

/** The command that makes the calls. */
export const OPERATION: Record<LoopAction, string> = {
  StartSegment: "up",
  GetSegmentTask: "refresh",
  StopSegment: "destroy",
};

/** How the calls of one action went; medians but where it says otherwise. */
export interface PacedFigures {
  /** Accepted calls for each second, of the package and of a bare loop. */
  rate: number;
  loopRate: number;
  /** At worst. */
  refused: number;
  loopRefused: number;
  /** Of the whole command. */
  milliseconds: number;
}

/** Many rooms in one resource; medians. */
export interface FleetFigures {
  runs: number;
  rooms: number;
  calls: Record<LoopAction, PacedFigures>;
  preview: number;
  /** Of the whole resource in the state. */
  bytes: number;
  memory: number;
  /** Tasks that run after an `up` written from the documentation, and those that its state knows. */
  documented: { started: number; known: number };
}

export function fleetFigures(samples: readonly FleetSample[], rooms: number): FleetFigures {
  const figure = (of: (sample: FleetSample) => number) => rounded(medianOf(samples, of));
  const paced = (action: LoopAction): PacedFigures => ({
    rate: figure(({ group }) => group[action].arrivals.rate),
    loopRate: figure(({ loop }) => loop[action].rate),
    refused: Math.max(...samples.map(({ group }) => group[action].arrivals.refused)),
    loopRefused: figure(({ loop }) => loop[action].refused),
    milliseconds: figure(({ group }) => group[action].operation.milliseconds),
  });
  return {
    runs: samples.length,
    rooms,
    calls: {
      StartSegment: paced("StartSegment"),
      GetSegmentTask: paced("GetSegmentTask"),
      StopSegment: paced("StopSegment"),
    },
    preview: figure(({ preview }) => preview.milliseconds),
    bytes: figure(({ bytes }) => bytes),
    memory: figure(({ memory }) => memory),
    documented: {
      started: figure(({ documented }) => documented.started),
      known: figure(({ documented }) => documented.known),
    },
  };
}
