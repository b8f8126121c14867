import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 30_000, maxWorkers: 2 } },
      {
        test: {
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          globalSetup: ["test/contract/global-setup.ts", "test/support/provide-s3-server.ts"],
          testTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      { test: { name: "histories", include: ["test/histories/{histories,known}.test.ts"] } },
      {
        test: {
          name: "histories-cli",
          include: ["test/histories/real-cli.test.ts"],
          globalSetup: "test/e2e/support/global-setup.ts",
          testTimeout: 300_000,
          maxConcurrency: 2,
        },
      },
      {
        test: {
          name: "engine",
          include: ["test/engine/**/*.test.ts"],
          globalSetup: "test/e2e/support/global-setup.ts",
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "crashes",
          include: ["test/crashes/**/*.test.ts"],
          globalSetup: "test/e2e/support/global-setup.ts",
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/support/global-setup.ts", "test/support/provide-s3-server.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "keep",
          include: ["test/keep/**/*.test.ts"],
          globalSetup: "test/e2e/support/global-setup.ts",
          testTimeout: 1_800_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          globalSetup: "test/package/global-setup.ts",
          testTimeout: 300_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "projects",
          include: ["test/projects/**/*.test.ts"],
          globalSetup: "test/package/global-setup.ts",
          testTimeout: 300_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "versions",
          include: ["test/versions/**/*.test.ts", "test/contract/dynamic-provider.test.ts"],
          globalSetup: "test/versions/global-setup.ts",
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "postgres",
          include: ["test/postgres/**/*.test.ts"],
          globalSetup: "test/e2e/support/global-setup.ts",
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
