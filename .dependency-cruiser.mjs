// @ts-check

/**
 * What each layer of provider/src may import beside itself; `docs/architecture.md` says why. A path is a folder with all
 * that is in it, or a file; what lies in a folder that has a row of its own belongs to that row alone. A type counts as
 * much as a value.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const MAY_IMPORT = {
  "cli.ts": ["cli"],
  cli: [
    "callback/receiver",
    "keep",
    "tasks",
    "buckets",
    "stack",
    "review",
    "review/input",
    "segment/group",
    "segment/api",
    "segment",
    "rtc-api",
    "storage",
    "emulator",
    "emulator/admin",
  ],
  keep: [
    "tasks",
    "stack",
    "review/changes",
    "review/input",
    "policy/view",
    "segment/task",
    "segment",
    "segment/api",
    "rtc-api",
    "inputs",
  ],
  tasks: [
    "buckets",
    "stack",
    "review/words",
    "review/input",
    "segment/group",
    "segment/task",
    "segment/preflight",
    "segment",
    "segment/api",
    "inputs",
    "rtc-api",
    "storage/probe",
    "storage",
  ],
  buckets: ["stack", "review/input", "segment/preflight", "segment", "inputs", "rtc-api", "storage/probe", "storage"],
  stack: [
    "adapter/group",
    "adapter/engine",
    "review/input",
    "policy/view",
    "segment/group",
    "segment/task",
    "segment",
    "inputs",
    "rtc-api",
  ],
  "index.ts": [
    "dynamic/segment-task",
    "dynamic/group",
    "dynamic/callback",
    "segment",
    "segment/group",
    "inputs",
    "storage",
  ],

  plugin: [
    "adapter/segment-task",
    "adapter/group",
    "adapter/callback",
    "adapter/engine",
    "segment/preflight",
    "segment/task",
    "segment",
    "segment/api",
    "callback/settings",
    "callback/api",
    "inputs",
    "rtc-api",
  ],

  dynamic: [
    "dynamic/engine",
    "adapter/segment-task",
    "adapter/group",
    "adapter/callback",
    "adapter/engine",
    "segment/preflight",
    "segment/task",
    "segment/api",
    "callback/api",
    "rtc-api",
  ],
  "dynamic/callback": ["dynamic/engine", "callback/settings"],
  "dynamic/group": ["dynamic/segment-task", "dynamic/engine", "segment/group", "segment", "storage"],
  "dynamic/segment-task": ["dynamic/engine", "segment/task", "segment", "segment/api", "inputs", "rtc-api", "storage"],
  "dynamic/engine": ["adapter/engine", "segment", "inputs", "rtc-api"],

  "adapter/callback": ["adapter/engine", "callback/settings", "callback/api", "inputs"],
  "adapter/group": ["adapter/engine", "segment/group", "segment/preflight", "segment/task", "segment/api", "inputs"],
  "adapter/segment-task": ["adapter/engine", "segment/preflight", "segment/task", "segment", "segment/api", "inputs"],
  "adapter/engine": ["segment/task", "segment", "inputs"],

  review: ["review/formats", "review/words", "review/changes", "review/input", "policy"],
  "review/formats": ["review/words", "review/changes", "review/input"],
  "review/words": ["review/changes", "review/input", "callback/settings", "callback", "segment", "inputs", "storage"],
  "review/changes": [
    "review/input",
    "policy",
    "callback/settings",
    "segment/group",
    "segment/task",
    "segment",
    "inputs",
    "storage",
  ],
  "review/input": ["segment", "storage"],
  policy: ["callback", "segment/group", "segment/task", "segment", "inputs", "rtc-api", "storage/probe", "storage"],

  "segment/group": ["segment/task", "segment/preflight", "segment", "segment/api", "inputs", "rtc-api", "storage"],
  "segment/task": ["segment/preflight", "segment", "segment/api", "inputs", "rtc-api", "storage"],
  "segment/preflight": ["segment", "rtc-api", "storage/probe", "storage"],
  segment: ["segment/api", "inputs", "storage"],
  "segment/api": ["rtc-api"],
  "rtc-api": [],
  "storage/probe": ["storage"],
  storage: [],
  inputs: [],
  "user-error.ts": [],
  "visible.ts": [],
  "columns.ts": [],
  "resource-types.ts": [],

  "callback/settings": ["callback/api", "callback", "inputs", "rtc-api"],
  "callback/api": ["rtc-api"],
  callback: [],
  "callback/receiver": ["callback"],

  emulator: ["emulator/admin", "emulator/segment", "emulator/gateway"],
  "emulator/admin": ["emulator/segment", "emulator/callback", "emulator/gateway"],
  "emulator/segment": ["emulator/gateway"],
  "emulator/callback": ["emulator/gateway"],
  "emulator/gateway": [],
};

/** What any layer may import. */
const SHARED = ["resource-types.ts", "user-error.ts", "visible.ts", "columns.ts"];

const SRC = "^provider/src/";
const rows = Object.keys(MAY_IMPORT);

/** @param {string} row */
const importsOf = (row) => [row, ...(MAY_IMPORT[row] ?? []), ...SHARED];

/**
 * What belongs to a row.
 * @param {string} row
 */
function pathOf(row) {
  const within = rows.filter((other) => other.startsWith(`${row}/`)).map((other) => other.slice(row.length + 1));
  const others = within.length === 0 ? "" : `(?!(?:${within.join("|")})/)`;
  return row.endsWith(".ts") ? `${SRC}${row.replace(".", "\\.")}$` : `${SRC}${row}/${others}`;
}

/** The layers that know nothing of Pulumi's SDK: a second adapter stands on them as well as the first. */
const WITHOUT_PULUMI = [
  "adapter",
  "cli",
  "keep",
  "tasks",
  "buckets",
  "stack",
  "review",
  "segment",
  "inputs",
  "rtc-api",
  "storage",
  "callback",
  "emulator",
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...rows.map((row) => ({
      name: `layer-${row.replace("/", "-")}`,
      comment: `${row} may import ${MAY_IMPORT[row]?.join(", ") || "nothing"} beside itself.`,
      severity: /** @type {const} */ ("error"),
      from: { path: pathOf(row) },
      to: { path: SRC, pathNot: importsOf(row).map(pathOf) },
    })),
    {
      name: "in-a-layer",
      comment: "A file of provider/src belongs to a layer, and each layer has a row that says what it may import.",
      severity: "error",
      from: { path: SRC, pathNot: rows.map(pathOf) },
      to: {},
    },
    {
      name: "without-pulumi",
      comment: "Only the adapters know Pulumi's SDK, and the one file of keep that drives the user's own Pulumi.",
      severity: "error",
      from: { path: WITHOUT_PULUMI.map((folder) => `${SRC}${folder}/`), pathNot: `${SRC}keep/engine\\.ts$` },
      to: { path: "(^|/)@pulumi/" },
    },
    {
      name: "no-circle",
      // From folder to folder there can be none while the rows above are kept.
      comment: "Of two files that import each other, neither can be read first.",
      severity: "error",
      from: { path: `${SRC}([^/]+)/` },
      to: { circular: true, viaOnly: { path: `${SRC}$1/` } },
    },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: "node_modules" } },
};
