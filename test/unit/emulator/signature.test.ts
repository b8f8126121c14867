import { describe, expect } from "vitest";
import { canonicalRequest, deriveSigningKey, expectedSignature, sha256Hex } from "#emulator/gateway/signature";
import { it } from "#test/support/emulator-test";
import { type CallOptions, call, envelope, KEY, send, startBody, summary } from "./signed-call";

describe("the published signing example", () => {
  // A demo key of the signing documentation, without permissions. Split, as secret scanners know its shape.
  const secretKey = ["TnpCak5XWXpZV1U0", "WkRaaE5ERmxaR0Zp", "TmpjeVkyUXlZek0w", "TWpJMU1qWQ=="].join("");
  const parts = {
    method: "GET",
    path: "/",
    query: new URLSearchParams("Version=2018-01-01&Action=ListUsers&Limit=10&Offset=0"),
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      host: "iam.volcengineapi.com",
      "x-content-sha256": sha256Hex(""),
      "x-date": "20201230T081805Z",
    },
    signedHeaders: ["content-type", "host", "x-content-sha256", "x-date"],
    bodyHash: sha256Hex(""),
    timestamp: "20201230T081805Z",
    region: "cn-north-1",
    service: "iam",
  };

  it("gives the published hash of the canonical request", () => {
    expect(sha256Hex(canonicalRequest(parts))).toBe("3a4d4dee07c3308a52da01bc12d7a83c3705bfa543f51648f46de880bb2a7447");
  });

  it("gives the published signature", () => {
    const key = deriveSigningKey(secretKey, "20201230", "cn-north-1", "iam");
    expect(expectedSignature(parts, key)).toBe("28eeabbbd726b87002e0fe58ad8c1c768e619b06e2646f35b6ad7ed029a6d8a7");
  });
});

describe("the gateway", () => {
  it.for(["cn-north-1", "ap-singapore-1", "anything"])(
    "accepts a correct signature for region %s",
    async (region, { emulator }) => {
      const reply = await call(emulator, "StopSegment", { body: KEY, region });
      expect(summary(reply)).toBe("400 InvalidParameter.ErrorActiveTaskNotFound");
      expect(envelope(reply).ResponseMetadata?.Region).toBe(region);
    },
  );

  it("accepts query values and bodies beyond ASCII", async ({ emulator }) => {
    const query = { ...KEY, TaskId: "a b/c+d*('!')~ü任务" };
    expect(summary(await call(emulator, "GetSegmentTask", { query }))).toBe("400 InvalidParameter");
    const body = startBody({ TaskId: "umlaut", TargetStreams: { StreamList: [{ UserId: "用户 ü" }] } });
    expect(summary(await call(emulator, "StartSegment", { body }))).toBe("200 ok");
  });

  const tamperAuthorization = (from: RegExp, to: string): CallOptions => ({
    tamper: (headers) => {
      headers.Authorization = (headers.Authorization ?? "").replace(from, to);
    },
  });
  const drop = (name: string): CallOptions => ({
    tamper: (headers) => {
      delete headers[name];
    },
  });
  const set = (name: string, value: string): CallOptions => ({
    tamper: (headers) => {
      headers[name] = value;
    },
  });
  const shifted = (seconds: number): CallOptions => ({ date: new Date(Date.now() + seconds * 1000) });

  const refusals: [what: string, options: CallOptions, expected: string][] = [
    ["no Action", { without: ["Action"] }, "400 100002 MissingParameter"],
    ["no Version", { without: ["Version"] }, "400 100002 MissingParameter"],
    ["no Authorization header", drop("Authorization"), "401 100003 MissingAuthenticationToken"],
    ["no X-Date", drop("X-Date"), "400 100004 MissingRequestInfo"],
    ["no Signature", tamperAuthorization(/, Signature=.*/, ""), "401 100005 MissingSignature"],
    ["an X-Date in another form", set("X-Date", "2026-01-01T00:00:00Z"), "400 100006 InvalidTimestamp"],
    ["an impossible X-Date", set("X-Date", "20261399T000000Z"), "400 100006 InvalidTimestamp"],
    ["a clock 16 minutes slow", shifted(-960), "400 100006 InvalidTimestamp"],
    ["a clock 16 minutes fast", shifted(960), "400 100006 InvalidTimestamp"],
    ["another service", { service: "iam" }, "404 100007 ServiceNotFound"],
    ["another version", { query: { Version: "2020-12-01" } }, "404 100008 InvalidActionOrVersion"],
    ["another path", { path: "/v2/" }, "404 100008 InvalidActionOrVersion"],
    ["an unknown access key", { accessKey: "someone-else" }, "401 100009 InvalidAccessKey"],
    ["another secret key", { secretKey: "wrong" }, "401 100010 SignatureDoesNotMatch"],
    ["a body that is not the hashed one", set("X-Content-Sha256", sha256Hex("x")), "401 100010 SignatureDoesNotMatch"],
    ["an unsigned Host", { unsignedHost: true }, "401 100010 SignatureDoesNotMatch"],
    ["an unsigned X-Date", tamperAuthorization(/;x-date/, ""), "401 100010 SignatureDoesNotMatch"],
    [
      "a changed signature",
      tamperAuthorization(/Signature=.{4}/, "Signature=0000"),
      "401 100010 SignatureDoesNotMatch",
    ],
    ["GET for a POST action", { method: "GET", body: undefined, query: KEY }, "405 100020 MethodNotAllowed"],
    ["another scheme", tamperAuthorization(/HMAC-SHA256/, "AWS4-HMAC-SHA256"), "401 100024 InvalidAuthorization"],
    ["no Credential", tamperAuthorization(/Credential=[^,]*, /, ""), "401 100024 InvalidAuthorization"],
    ["a short Credential", tamperAuthorization(/\/rtc\/request/, ""), "400 100025 InvalidCredential"],
    ["a Credential of another day", tamperAuthorization(/\/\d{8}\//, "/20200101/"), "400 100025 InvalidCredential"],
  ];
  it.for(refusals)("refuses %s", async ([_what, options, expected], { emulator }) => {
    const reply = await call(emulator, "StopSegment", { body: KEY, ...options });
    expect(summary(reply)).toBe(expected);
    expect(envelope(reply)).not.toHaveProperty("Result");
  });

  it("refuses an unknown action and POST for GetSegmentTask", async ({ emulator }) => {
    expect(summary(await call(emulator, "StartRecord", { body: KEY }))).toBe("404 100008 InvalidActionOrVersion");
    const posted = await call(emulator, "GetSegmentTask", { method: "POST", query: KEY });
    expect(summary(posted)).toBe("405 100020 MethodNotAllowed");
  });

  it("still accepts a clock that is 14 minutes off", async ({ emulator }) => {
    const reply = await call(emulator, "StopSegment", { body: KEY, ...shifted(-840) });
    expect(summary(reply)).toBe("400 InvalidParameter.ErrorActiveTaskNotFound");
  });

  it("measures clock skew by real time even when the virtual clock ran ahead", async ({ emulator }) => {
    await emulator.admin.advance(7200);
    const reply = await call(emulator, "StopSegment", { body: KEY });
    expect(summary(reply)).toBe("400 InvalidParameter.ErrorActiveTaskNotFound");
  });

  it("refuses a body that was changed on the way", async ({ emulator }) => {
    const headers: Record<string, string> = {};
    await call(emulator, "StopSegment", { body: KEY, tamper: (signed) => Object.assign(headers, signed) });
    delete headers["X-Content-Sha256"];
    const url = `${emulator.url}/?Action=StopSegment&Version=2023-11-01`;
    expect(summary(await send(url, "POST", headers, "{}"))).toBe("401 100010 SignatureDoesNotMatch");
  });
});

describe("an emulator with a session token", () => {
  it.override("emulatorOptions", { accessKey: "demo", secretKey: "demo-secret", sessionToken: "token-1" });

  it("names the token in its environment", ({ emulator }) => {
    expect(emulator.environment).toEqual({
      VOLCENGINE_ENDPOINT: emulator.url,
      VOLCENGINE_ACCESS_KEY: "demo",
      VOLCENGINE_SECRET_KEY: "demo-secret",
      VOLCENGINE_REGION: "cn-north-1",
      VOLCENGINE_SESSION_TOKEN: "token-1",
    });
  });

  it("accepts only calls that carry this token", async ({ emulator }) => {
    const accepted = await call(emulator, "StartSegment", { body: startBody(), sessionToken: "token-1" });
    expect(summary(accepted)).toBe("200 ok");
    const missing = await call(emulator, "StartSegment", { body: startBody() });
    expect(summary(missing)).toBe("401 100026 InvalidSecretToken");
    const wrong = await call(emulator, "StartSegment", { body: startBody(), sessionToken: "token-0" });
    expect(summary(wrong)).toBe("401 100026 InvalidSecretToken");
  });
});
