import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { SCHEMA_FILE, schemaText } from "./plugin-schema/package.mts";

/** Writes the plugin's schema, or with `--check` only says whether the one that is there is what it would write. */
if (process.argv.includes("--check")) {
  if (readFileSync(SCHEMA_FILE, "utf8") !== schemaText()) {
    console.error("provider/src/plugin/schema.json is not what the sources say: run `npm run schema`");
    process.exitCode = 1;
  }
} else {
  mkdirSync(dirname(SCHEMA_FILE), { recursive: true });
  writeFileSync(SCHEMA_FILE, schemaText());
}
