import { unknownCheckingProxy } from "@pulumi/policy";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { engineContext } from "#policy/view/engine-context";
import { UNKNOWN } from "./views";

beforeEach(() => {
  for (const name of ["ENDPOINT", "REGION", "CALL_TIMEOUT"]) vi.stubEnv(`VOLCENGINE_${name}`, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the endpoint a running policy pack sees", () => {
  test("is the mainland's when nothing is configured", () => {
    expect(engineContext(undefined).endpoint).toBe("https://rtc.volcengineapi.com");
  });

  test("follows from the region of the stack's configuration", () => {
    expect(engineContext({ "volcengine:region": "ap-southeast-1" }).endpoint).toBe(
      "https://open-ap-singapore-1.volcengineapi.com",
    );
  });

  test("is that of the stack's configuration before that of the environment", () => {
    vi.stubEnv("VOLCENGINE_ENDPOINT", "http://127.0.0.1:4010");
    expect(engineContext({}).endpoint).toBe("http://127.0.0.1:4010");
    expect(engineContext({ "volcengine:endpoint": "rtc.volcengineapi.com" }).endpoint).toBe(
      "https://rtc.volcengineapi.com",
    );
  });

  test("can be read from the objects the engine gives to policies", () => {
    const props = unknownCheckingProxy({ "volcengine:region": "ap-southeast-1", "rooms:bucket": UNKNOWN });
    expect(engineContext(props).endpoint).toBe("https://open-ap-singapore-1.volcengineapi.com");
  });

  test("is not known when it is not written as one", () => {
    expect(engineContext({ "volcengine:endpoint": "not an endpoint" }).endpoint).toBeUndefined();
  });
});
