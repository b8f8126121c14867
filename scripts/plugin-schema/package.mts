import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { getSegmentTask } from "./get-segment-task.mts";
import { PUBLISHING, type Publishing } from "./publishing.mts";
import { resources } from "./resources.mts";
import { SETTINGS_DESCRIPTION, settings } from "./settings.mts";
import type { PackageSpec } from "./spec.mts";
import { PACKAGE, Types, tokenOf } from "./types.mts";
import { undueAdaptations } from "./wording.mts";

const PROVIDER = resolve(import.meta.dirname, "../../provider");

/** What the schema says of the package that npm knows too. */
interface Manifest {
  version: string;
  description: string;
  license: string;
  author: string;
  peerDependencies: { "@pulumi/pulumi": string };
}

/** The plugin's schema, of which Pulumi makes SDKs, checks programs and writes documentation. */
export function packageSchema({ releases, nodejs, python, go }: Publishing = PUBLISHING): PackageSpec {
  const manifest = JSON.parse(readFileSync(resolve(PROVIDER, "package.json"), "utf8")) as Manifest;
  const { version, description, license, author } = manifest;
  const pulumi = { "@pulumi/pulumi": manifest.peerDependencies["@pulumi/pulumi"] };
  const types = new Types();
  const { SegmentTask, SegmentTaskGroup, Callback } = resources(types);
  const look = getSegmentTask(types, SegmentTask.properties);
  const undue = undueAdaptations();
  if (undue.length > 0)
    throw new Error(`No docstring says this any more, so that it need not be adapted: ${undue.join(" ")}`);
  return {
    name: PACKAGE,
    displayName: "Volcengine RTC",
    version,
    description,
    keywords: ["pulumi", "volcengine", "rtc", "category/cloud", "kind/native"],
    license,
    publisher: author,
    ...(releases === undefined ? {} : { pluginDownloadURL: releases }),
    meta: { supportPack: true },
    language: {
      nodejs: { packageName: nodejs, respectSchemaVersion: true, dependencies: pulumi },
      python: { packageName: python, respectSchemaVersion: true, pyproject: { enabled: true } },
      go: { importBasePath: go, respectSchemaVersion: true, generateResourceContainerTypes: true },
    },
    config: { variables: settings() },
    provider: { description: SETTINGS_DESCRIPTION, inputProperties: settings() },
    types: sorted(types.specs),
    resources: {
      [tokenOf("Callback")]: Callback,
      [tokenOf("SegmentTask")]: SegmentTask,
      [tokenOf("SegmentTaskGroup")]: SegmentTaskGroup,
    },
    functions: { [tokenOf("getSegmentTask")]: look },
  };
}

/** The schema as the file that is committed. */
export const SCHEMA_FILE = resolve(PROVIDER, "src/plugin/schema.json");

export function schemaText(): string {
  return `${JSON.stringify(packageSchema(), null, 2)}\n`;
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
