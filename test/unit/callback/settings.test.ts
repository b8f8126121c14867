import { describe, expect, it } from "vitest";
import { plan } from "#callback/settings/differences";
import { parseResourceId, resourceId } from "#callback/settings/identity";
import { validate } from "#callback/settings/validate";
import { UNKNOWN } from "#inputs/unknown";

const INPUTS = { appId: "app1", url: "https://a.example.com/rtc", events: ["SegmentRealTimeData"] };
const problems = (change: object) => {
  const validation = validate({ ...INPUTS, ...change });
  return validation.valid === false ? validation.problems.map(({ path, message }) => `${path}: ${message}`) : [];
};

describe("the inputs of a callback", () => {
  it.each([
    ["the shortest", {}],
    ["all of them", { businessId: "live", secretKey: "k", adopt: true }],
    ["what programs write for none", { businessId: "", secretKey: null, adopt: null }],
    ["an address without TLS, and a port", { url: "http://localhost:8080" }],
    ["an address of version 6", { url: "https://[2001:db8::1]/" }],
    ["events that this package has never heard of", { events: ["SomethingNew", "SegmentRealTimeData"] }],
  ])("may be %s", (_, change) => {
    expect(validate({ ...INPUTS, ...change })).toMatchObject({ valid: true });
  });

  it.each([
    [{ appId: undefined }, /^appId: is required: the id of your RTC application$/],
    [{ businessId: "a b" }, /^businessId: "a b" is not a valid id; use 1 to 128/],
    [{ url: undefined }, /^url: is required: the URL to which/],
    [{ url: "" }, /^url: must not be empty/],
    [{ url: "a.example.com" }, /^url: is not an address for callbacks; use a URL such as/],
    [{ url: "ftp://a.example.com" }, /^url: is not an address for callbacks/],
    [{ url: "https://me:canary@a.example.com" }, /^url: must not hold a user or a password/],
    [{ url: "https://10.0.0.1/rtc" }, /^url: must begin with a domain name, .*, and 10\.0\.0\.1 is an address/],
    [{ events: undefined }, /^events: is required: a list of the types of events/],
    [{ events: "SegmentRealTimeData" }, /^events: is not valid: a list/],
    [{ events: [] }, /^events: is empty, so that nothing would ever be told/],
    [{ events: ["A", "A"] }, /^events: names A more than once/],
    [{ events: ["SegmentRealtimeData"] }, /^events\[0\]: .* did you mean "SegmentRealTimeData"\?$/],
    [{ secretKey: "" }, /^secretKey: must not be empty: the key that events are signed with/],
    [{ secretKey: "example" }, /^secretKey: stands in url or events as well/],
    [{ secretKey: "RealTime" }, /^secretKey: stands in url or events as well/],
    [{ adopt: "yes" }, /^adopt: "yes" is not valid; use true or false$/],
    [{ businessID: "live" }, /^businessID: is not an argument; did you mean "businessId"\?$/],
  ])("%j are wrong, and it is said what would be right", (change, message) => {
    expect(problems(change)).toEqual([expect.stringMatching(message)]);
    expect(problems(change).join()).not.toContain("canary");
  });

  it("are told of all at once", () => {
    expect(problems({ appId: "", url: "x", events: [], more: 1 }).map((problem) => problem.split(":")[0])).toEqual([
      "appId",
      "url",
      "events",
      "more",
    ]);
  });

  it.each(["appId", "businessId", "url", "events", "secretKey", "adopt"])("may leave %s open for now", (name) => {
    expect(validate({ ...INPUTS, [name]: UNKNOWN })).toEqual({ valid: "asFarAsKnown" });
    expect(plan({ ...INPUTS, secretKey: "k" }, { ...INPUTS, [name]: UNKNOWN })).toMatchObject({ fields: [name] });
  });
});

describe("a change", () => {
  const state = { ...INPUTS, events: ["A", "B"], secretKey: "made up" };

  it.each([
    ["the order of events", { events: ["B", "A"] }],
    ["another spelling of the same url", { url: "HTTPS://A.example.com:443/rtc" }],
    ["a business id that is none, and adopt as it is by default", { businessId: "", adopt: false }],
    ["a key that is no longer given", { secretKey: undefined }],
  ])("is none by %s", (_, change) => {
    expect(plan(state, { ...state, ...change })).toEqual({ kind: "same" });
  });

  it.each([
    ["update", { url: "https://b.example.com" }, ["url"]],
    ["update", { events: ["A"] }, ["events"]],
    ["update", { secretKey: "given" }, ["secretKey"]],
    ["update", { adopt: true }, ["adopt"]],
    ["replace", { appId: "app2", url: "https://b.example.com" }, ["appId", "url"]],
    ["replace", { businessId: "live" }, ["businessId"]],
  ])("may %s: %j", (kind, change, fields) => {
    expect(plan(state, { ...state, ...change })).toMatchObject({ kind, fields });
  });
});

describe("the id", () => {
  it.each([{ appId: "app1" }, { appId: "app1", businessId: "live" }])("of %j leads back to it", (callback) => {
    expect(parseResourceId(resourceId(callback))).toEqual(callback);
  });

  it.each(["", "app1", "/live", "a/b/c"])("is not %j", (id) => {
    expect(() => parseResourceId(id)).toThrow(/write <appId>\/ for the callback of an app, or <appId>\/<businessId>$/);
  });
});
