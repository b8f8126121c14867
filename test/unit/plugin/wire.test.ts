import { DiffRequest } from "@pulumi/pulumi/proto/provider_pb";
import { expect, it } from "vitest";
import { secret } from "#adapter/engine/secret";
import { diffAnswer } from "#plugin/answers";
import { ignoredIn, withIgnored, withoutIgnored } from "#plugin/ignored-changes";
import { decoded, encoded } from "#plugin/values";

it("a value that is marked as secret twice is encrypted once", () => {
  const key = secret("canary");
  expect(encoded({ key }, ["key"]).toJavaScript()).toEqual({ key });
  expect(decoded(encoded({ key, open: 1 }))).toEqual({ values: { key: "canary", open: 1 }, secrets: ["key"] });
});

it("no path leads into a secret", () => {
  const difference = { changes: true, fields: ["rooms", "control"], unseen: false } as const;
  const control = (mixed: boolean) => ({ control: { mixed } });
  const olds = { rooms: { canary: { duration: 5 } }, ...control(true) };
  const news = { rooms: { canary: { duration: 6 } }, ...control(false), __secret: "rooms" };
  expect(diffAnswer(difference, olds, news).getDiffsList()).toEqual(["rooms", "control.mixed"]);
});

it("drift of something that nobody wrote is left alone when its changes are to be ignored", () => {
  const ignored = ignoredIn(new DiffRequest().setIgnorechangesList(["handle"]));
  const difference = { changes: true, fields: ["handle"], unseen: true } as const;
  expect(withoutIgnored(difference, ignored)).toEqual({ changes: false });
  expect(withoutIgnored({ ...difference, fields: ["handle", "duration"] }, ignored)).toMatchObject({
    fields: ["duration"],
  });
  expect(withIgnored({ duration: 30 }, { handle: false, duration: 20 }, ignored)).toEqual({
    duration: 30,
    handle: false,
  });
});
