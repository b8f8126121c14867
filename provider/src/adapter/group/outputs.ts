import type { GroupInputs } from "../../segment/group/inputs";
import type { GroupState, Leftover, RoomTask } from "../../segment/group/state";
import { OWNER_KEY, type Properties, SECRET_KEY, secretNamesIn, withoutHidden } from "../engine/properties";
import { secret } from "../engine/secret";

/** A hidden property: tasks that were replaced but could not be stopped yet. */
const LEFTOVERS_KEY = "__leftovers";

/** The outputs of a group as they stand in the state: its inputs as written, and what became of them. */
export function groupProperties({ inputs, tasks, leftovers }: GroupState, hidden: Properties): Properties {
  const { [OWNER_KEY]: owner, [SECRET_KEY]: secrets } = hidden;
  const names = secretNamesIn(hidden);
  // They say in which rooms they are, and what their files begin with.
  const hides = names.includes("rooms") || names.includes("identifier");
  return {
    ...inputs,
    tasks: withSecrets(tasks, names),
    running: [...tasks.values()].filter(({ status }) => status === "running").length,
    total: tasks.size,
    ...(typeof owner === "string" ? { [OWNER_KEY]: owner } : {}),
    ...(typeof secrets === "string" ? { [SECRET_KEY]: secrets } : {}),
    ...(leftovers.length === 0 ? {} : { [LEFTOVERS_KEY]: hides ? secret(leftovers) : leftovers }),
  };
}

export function groupState(props: Properties): GroupState {
  const { tasks = {}, running: _running, total: _total, ...inputs } = withoutHidden(props);
  const leftovers = (props[LEFTOVERS_KEY] ?? []) as (Omit<Leftover, "status"> & Partial<Leftover>)[];
  return {
    inputs: inputs as unknown as GroupInputs,
    tasks: new Map(Object.entries(tasks as Record<string, RoomTask>)),
    // Releases before 0.2 remembered no more of them than their ids.
    leftovers: leftovers.map((task) => ({ status: "unknown", ...task })),
  };
}

/** The engine knows which inputs are secret, but not which outputs repeat them. */
function withSecrets(tasks: GroupState["tasks"], names: readonly string[]): unknown {
  if (names.includes("rooms")) return secret(Object.fromEntries(tasks));
  if (names.length === 0) return Object.fromEntries(tasks);
  return Object.fromEntries([...tasks].map(([room, task]) => [room, withSecretFields(task, names)]));
}

function withSecretFields({ identifier, drift, ...task }: RoomTask, names: readonly string[]): Properties {
  const driftHides = names.some((name) => name in (drift ?? {}));
  return {
    ...task,
    ...(identifier === undefined ? {} : { identifier: names.includes("identifier") ? secret(identifier) : identifier }),
    ...(drift === undefined ? {} : { drift: driftHides ? secret(drift) : drift }),
  };
}
