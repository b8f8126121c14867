import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { PUBLISHING } from "./publishing.mts";
import { PACKAGE } from "./types.mts";

const FOLDER = resolve(import.meta.dirname, "examples");

/** The languages in the order in which they are shown, and by what an example names the package. */
const LANGUAGES = [
  { fence: "typescript", ending: "ts", names: PUBLISHING.nodejs },
  { fence: "python", ending: "py", names: PUBLISHING.python },
  { fence: "go", ending: "go", names: PUBLISHING.go },
  { fence: "yaml", ending: "yaml", names: PACKAGE },
];

/** What each thing of the package is shown by: titles, and the files below `examples` without their endings. */
const EXAMPLES: Readonly<Record<string, readonly (readonly [title: string, file: string])[]>> = {
  SegmentTask: [
    ["Everybody in a room", "room"],
    ["Only the host, with slices that overlap by a second, uploaded to Alibaba Cloud", "host"],
  ],
  SegmentTaskGroup: [["Many rooms, one with settings of its own", "group"]],
  Callback: [["Told of each slice", "callback"]],
  getSegmentTask: [["Whether a task runs", "look"]],
};

/** The examples as the registry and the generators of code expect them, which show each reader one language. */
export function examplesOf(name: string): string {
  const examples = (EXAMPLES[name] ?? []).map(
    ([title, file]) => `{{% example %}}\n### ${title}\n\n${programs(file)}\n\n{{% /example %}}`,
  );
  return `{{% examples %}}\n## Example Usage\n${examples.join("\n")}\n{{% /examples %}}`;
}

function programs(file: string): string {
  return LANGUAGES.map(({ fence, ending, names }) => {
    const program = readFileSync(resolve(FOLDER, `${file}.${ending}`), "utf8").trimEnd();
    if (!program.includes(names)) throw new Error(`The example ${file}.${ending} does not take ${names}`);
    return `\`\`\`${fence}\n${program}\n\`\`\``;
  }).join("\n\n");
}
