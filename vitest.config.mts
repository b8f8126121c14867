import { defineConfig } from "vitest/config";

const FIND_CLI = "test/e2e/support/global-setup.ts";
const S3_SERVER = "test/support/provide-s3-server.ts";

/** Of tests of which each may take minutes where the machine is slow. */
const PATIENT = { testTimeout: 180_000, hookTimeout: 180_000 };

/** Of tests that the real CLI does the work of; it keeps a core busy. */
const WITH_CLI = { ...PATIENT, globalSetup: FIND_CLI, maxWorkers: 2 };

/** Of tests that install the packed package. */
const PACKED = { ...PATIENT, globalSetup: "test/package/global-setup.ts", testTimeout: 300_000, maxWorkers: 2 };

const allOf = (folder: string) => ({ name: folder, include: [`test/${folder}/**/*.test.ts`] });

/** Tests of a life cycle that is the same whichever way Pulumi runs the resources. */
const SCENARIOS = [
  "e2e/{life-cycle,preflight,replacement,secrets}",
  "e2e/group/*",
  "e2e/callback/life-cycle",
  "crashes/{task,group}-crashes",
  "engine/{adoption,recovery,mistakes,ownership,partial-failure,secret-inputs,side-by-side,unknown-inputs,respelling}",
];

export default defineConfig({
  test: {
    projects: [
      { test: { ...allOf("unit"), testTimeout: 30_000, maxWorkers: 2 } },
      {
        test: {
          ...allOf("contract"),
          globalSetup: ["test/contract/global-setup.ts", S3_SERVER],
          testTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      { test: { name: "histories", include: ["test/histories/{histories,known}.test.ts"] } },
      {
        test: {
          name: "histories-cli",
          include: ["test/histories/real-cli.test.ts"],
          globalSetup: FIND_CLI,
          testTimeout: 300_000,
          maxConcurrency: 2,
        },
      },
      { test: { ...allOf("faults"), ...PATIENT, maxWorkers: 2 } },
      { test: { ...allOf("crashes"), ...WITH_CLI } },
      { test: { ...allOf("e2e"), ...WITH_CLI, globalSetup: [FIND_CLI, S3_SERVER] } },
      { test: { ...allOf("engine"), ...WITH_CLI } },
      {
        test: {
          name: "plugin",
          include: ["test/plugin/{configuration,diff,import,interruptions}.test.ts"],
          ...WITH_CLI,
        },
      },
      // What tests of the dynamic resources say, once more of those that the plugin serves.
      {
        test: {
          name: "plugin-scenarios",
          include: [...SCENARIOS, "plugin/{commands,forced-replacement,moving,same-calls}"].map(
            (file) => `test/${file}.test.ts`,
          ),
          ...WITH_CLI,
          globalSetup: [FIND_CLI, S3_SERVER],
          provide: { adapter: "plugin" },
        },
      },
      {
        test: {
          name: "yaml",
          include: ["test/languages/{yaml,importing,installing}.test.ts"],
          ...WITH_CLI,
          globalSetup: "test/languages/yaml-setup.ts",
        },
      },
      {
        test: {
          name: "languages",
          include: ["test/languages/{python,go,nodejs}.test.ts"],
          ...WITH_CLI,
          globalSetup: "test/languages/sdk-setup.ts",
        },
      },
      { test: { name: "keep", include: ["test/keep/rounds.test.ts"], ...PATIENT, globalSetup: FIND_CLI } },
      {
        test: { name: "keep-long", include: ["test/keep/keep.test.ts"], globalSetup: FIND_CLI, testTimeout: 1_800_000 },
      },
      { test: { ...allOf("package"), ...PACKED } },
      { test: { ...allOf("projects"), ...PACKED } },
      {
        test: {
          name: "versions",
          include: ["test/versions/**/*.test.ts", "test/contract/dynamic-provider.test.ts"],
          ...WITH_CLI,
          globalSetup: "test/versions/global-setup.ts",
        },
      },
      { test: { ...allOf("postgres"), ...PATIENT, globalSetup: FIND_CLI } },
    ],
  },
});
