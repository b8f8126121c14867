import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSettings } from "#rtc-api/settings";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "settings-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const read = (env: Record<string, string>, config: Record<string, string> = {}) =>
  readSettings((key) => config[key], { HOME: home, ...env });

const volcFile = (content: string) => {
  mkdirSync(join(home, ".volc"));
  writeFileSync(join(home, ".volc", "config"), content);
};

const CONFIG = { accessKey: "config-ak", secretKey: "config-sk" };
const ENV = { VOLCENGINE_ACCESS_KEY: "env-ak", VOLCENGINE_SECRET_KEY: "env-sk" };
const VOLC_ENV = { VOLC_ACCESSKEY: "volc-ak", VOLC_SECRETKEY: "volc-sk" };
const FILE = JSON.stringify({ VOLC_ACCESSKEY: "file-ak", VOLC_SECRETKEY: "file-sk" });

describe("the keys", () => {
  it("come from the stack's configuration before anything else", () => {
    volcFile(FILE);
    expect(read({ ...ENV, ...VOLC_ENV }, CONFIG)).toMatchObject(CONFIG);
  });

  it("then from VOLCENGINE_*, then from VOLC_*, then from ~/.volc/config", () => {
    volcFile(FILE);
    expect(read({ ...ENV, ...VOLC_ENV })).toMatchObject({ accessKey: "env-ak", secretKey: "env-sk" });
    expect(read(VOLC_ENV)).toMatchObject({ accessKey: "volc-ak", secretKey: "volc-sk" });
    expect(read({})).toMatchObject({ accessKey: "file-ak", secretKey: "file-sk" });
  });

  it("are looked for further when a source has them empty", () => {
    expect(read({ ...ENV }, { accessKey: "", secretKey: "" })).toMatchObject({ accessKey: "env-ak" });
  });

  it("are read anew each time, so a rotated key is picked up", () => {
    const env: NodeJS.ProcessEnv = { HOME: home, ...ENV };
    const none = () => undefined;
    expect(readSettings(none, env).accessKey).toBe("env-ak");
    env.VOLCENGINE_ACCESS_KEY = "rotated";
    expect(readSettings(none, env).accessKey).toBe("rotated");
  });

  it.each([
    ["access key", {}],
    ["secret key", { VOLCENGINE_ACCESS_KEY: "env-ak" }],
    ["access key", { VOLCENGINE_SECRET_KEY: "env-sk" }],
  ])("are asked for when the %s is missing from %j", (missing, env) => {
    expect(() => read(env as Record<string, string>)).toThrow(
      `No Volcengine ${missing} found. Run \`pulumi config set --secret volcengine:accessKey …\` and ` +
        "`pulumi config set --secret volcengine:secretKey …`, or set VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY",
    );
  });

  it.each(["not JSON", "[]", "null", '"text"'])("are looked for in vain in a ~/.volc/config of %j", (content) => {
    volcFile(content);
    expect(() => read({})).toThrow(/^No Volcengine access key found/);
  });
});

describe("the session token", () => {
  it("comes with the key of its own source", () => {
    expect(read({}, { ...CONFIG, sessionToken: "t1" }).sessionToken).toBe("t1");
    expect(read({ ...ENV, VOLCENGINE_SESSION_TOKEN: "t2" }).sessionToken).toBe("t2");
  });

  it("left over beside another key is not used", () => {
    expect(read({ VOLCENGINE_SESSION_TOKEN: "stale" }, CONFIG)).not.toHaveProperty("sessionToken");
    expect(read({ ...VOLC_ENV, VOLCENGINE_SESSION_TOKEN: "stale" })).not.toHaveProperty("sessionToken");
    expect(read(ENV, { sessionToken: "stale" })).not.toHaveProperty("sessionToken");
  });
});

describe("the endpoint", () => {
  const endpoint = (value: string) => read(ENV, { endpoint: value }).endpoint;

  it("is the mainland's by default, and Singapore's for its regions", () => {
    expect(read(ENV)).toMatchObject({ region: "cn-north-1", endpoint: "https://rtc.volcengineapi.com" });
    const singapore = { region: "ap-singapore-1", endpoint: "https://open-ap-singapore-1.volcengineapi.com" };
    expect(read(ENV, { region: "ap-singapore-1" })).toMatchObject(singapore);
  });

  it("may have a scheme or none, and a port", () => {
    expect(endpoint("rtc.example.com")).toBe("https://rtc.example.com");
    expect(endpoint("rtc.example.com:8443/")).toBe("https://rtc.example.com:8443");
    expect(endpoint("http://127.0.0.1:4010")).toBe("http://127.0.0.1:4010");
    expect(endpoint("https://rtc.example.com/")).toBe("https://rtc.example.com");
  });

  it("and region come from the environment when the configuration has none", () => {
    const env = { ...ENV, VOLCENGINE_ENDPOINT: "http://127.0.0.1:1", VOLCENGINE_REGION: "cn-guilin" };
    expect(read(env)).toMatchObject({ endpoint: "http://127.0.0.1:1", region: "cn-guilin" });
    expect(read(env, { endpoint: "other.example.com", region: "r" })).toMatchObject({
      endpoint: "https://other.example.com",
      region: "r",
    });
  });

  it.each(["ftp://rtc.example.com", "http://", "a b", "://x"])("is refused when it is %j", (value) => {
    expect(() => endpoint(value)).toThrow(
      `volcengine:endpoint "${value}" is not an endpoint; use a host such as rtc.volcengineapi.com, or http://127.0.0.1:4010`,
    );
  });
});

describe("a setting of the environment that is wrong", () => {
  it.each([
    ["VOLCENGINE_ENDPOINT", "ftp://x"],
    ["VOLCENGINE_CALL_TIMEOUT", "0"],
    ["VOLCENGINE_OPERATION_TIMEOUT", "soon"],
  ])("is told by the name of the variable: %s=%s", (variable, value) => {
    expect(() => read({ ...ENV, [variable]: value })).toThrow(`${variable} "${value}" is not`);
  });
});

describe("the timeouts", () => {
  it("are given in seconds and default to 10 and 300", () => {
    expect(read(ENV)).toMatchObject({ callTimeout: 10_000, operationTimeout: 300_000 });
    expect(read({ ...ENV, VOLCENGINE_OPERATION_TIMEOUT: "60" }, { callTimeout: "0.5" })).toMatchObject({
      callTimeout: 500,
      operationTimeout: 60_000,
    });
  });

  it.each(["0", "-1", "10s", "Infinity"])("are refused when one is %j", (value) => {
    expect(() => read(ENV, { callTimeout: value })).toThrow(
      `volcengine:callTimeout "${value}" is not valid; use a number of seconds above 0`,
    );
  });
});
