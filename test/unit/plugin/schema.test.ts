import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { packageSchema, SCHEMA_FILE, schemaText } from "../../../scripts/plugin-schema/package.mts";
import { PUBLISHING } from "../../../scripts/plugin-schema/publishing.mts";

test("the committed schema is what `npm run schema` makes of the sources", () => {
  expect(readFileSync(SCHEMA_FILE, "utf8")).toBe(schemaText());
});

test("where releases are downloaded from is one setting", () => {
  const releases = "https://releases.example.com";
  expect(packageSchema({ ...PUBLISHING, releases })).toEqual({ ...packageSchema(), pluginDownloadURL: releases });
});

test("generated code decides no replacement, reads no environment, and fills in nothing that a room leaves to its group", () => {
  const { types, config, provider } = packageSchema();
  expect(schemaText()).not.toContain('"replaceOnChanges"');
  expect(schemaText()).not.toContain('"defaultInfo"');
  const room = types["volcengine-rtc:index:RoomOverrides"];
  const properties = [config.variables, provider.inputProperties, room?.type === "object" ? room.properties : {}];
  for (const each of properties.map(Object.values)) {
    expect(each.length).toBeGreaterThan(0);
    for (const property of each) expect(property).not.toHaveProperty("default");
  }
});
