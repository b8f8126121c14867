import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { OWNER_KEY, partialFailure, withoutHidden } from "#adapter/engine/properties";
import { withSecretCredentials } from "#adapter/engine/secret";
import { parseOwner } from "#segment/owner";
import { CANARIES, S3, SHORTEST, TOS } from "#test/support/segment-inputs";

describe("third-party credentials", () => {
  it("are handed to the engine as a secret", () => {
    const { storageConfig } = withSecretCredentials({ ...SHORTEST, storageConfig: S3 });
    expect(storageConfig).toEqual({
      ...S3,
      credentials: { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: CANARIES },
    });
  });

  it("to look at a bucket with are one as well", () => {
    const { preflight } = withSecretCredentials({ preflight: { level: "bucket", credentials: CANARIES } });
    expect(preflight).toEqual({
      level: "bucket",
      credentials: { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: CANARIES },
    });
  });

  it("are marked in a copy", () => {
    withSecretCredentials({ ...SHORTEST, storageConfig: S3 });
    expect(S3.credentials).toEqual(CANARIES);
  });

  it.each([undefined, null, "unknown", TOS])("are nothing to mark in storage that is %j", (storageConfig) => {
    expect(withSecretCredentials({ storageConfig })).toEqual({ storageConfig });
  });
});

describe("hidden properties", () => {
  it("are not the user's", () => {
    expect(withoutHidden({ appId: "a", [OWNER_KEY]: "x", __provider: "y", __written: "z" })).toEqual({ appId: "a" });
  });

  it("tell project, stack and name apart, whatever the name contains", () => {
    expect(parseOwner("task", "rtc/prod/lobby")).toEqual({
      kind: "task",
      project: "rtc",
      stack: "prod",
      name: "lobby",
    });
    expect(parseOwner("task", "rtc/prod/a/b")).toEqual({ kind: "task", project: "rtc", stack: "prod", name: "a/b" });
  });
});

describe("a partial failure", () => {
  it("keeps the resource with the provider that can read and delete it later", () => {
    const error = partialFailure(new Error("no answer"), "a/b/c", { status: "unknown" }, { __provider: "code", x: 1 });
    expect(error).toMatchObject({
      message: "no answer",
      id: "a/b/c",
      properties: { status: "unknown", __provider: "code" },
      reasons: ["no answer"],
    });
    expect(error).not.toHaveProperty("properties.x");
  });
});
