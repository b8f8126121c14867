import { expect, it } from "vitest";
import { SECRET } from "#review/input/secret";
import { MARK, SECRET_MARK } from "#segment/secret-mark";
import { pendingTasks } from "#stack/pending-tasks";
import { readState } from "#stack/state";
import { CANARIES, S3, SHORTEST, TOS } from "../../support/segment-inputs";

const TYPE = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask";
const hidden = { [MARK]: SECRET_MARK, ciphertext: "v1:…" };

function stateOf(type: string, inputs: object, more: object = {}) {
  const resource = { urn: `urn:pulumi:prod::rooms::${TYPE}::a`, type: TYPE, inputs, ...more };
  return readState(JSON.stringify({ deployment: { pending_operations: [{ type, resource }] } }), "a file");
}

it("an operation whose keys alone are hidden is read, and one of which more is hidden says what would help", () => {
  const owned = { ...SHORTEST, taskId: "mine", __owner: "rooms/prod/a" };
  const keysHidden = stateOf("creating", { ...owned, storageConfig: { ...S3, credentials: hidden } });
  expect(pendingTasks(keysHidden)).toMatchObject({ tasks: [{ task: { taskId: "mine" }, derived: false }], hidden: [] });

  const bucketHidden = stateOf("creating", { ...owned, storageConfig: { ...TOS, bucket: hidden } });
  expect(pendingTasks(bucketHidden)).toMatchObject({
    tasks: [],
    hidden: [{ problem: expect.stringMatching(/hides the inputs of SegmentTask a: .*--show-secrets/) }],
  });
});

it("what can't have started anything is left out", () => {
  for (const type of ["reading", "deleting", "importing"]) expect(stateOf(type, SHORTEST).pending).toEqual([]);
  expect(stateOf("creating", {}, { external: true }).pending).toEqual([]);
  expect(stateOf("creating", {}, { type: "aws:s3/bucket:Bucket" }).pending).toEqual([]);
});

it("a secret is read where the state has it in clear, and remembered as one", () => {
  const credentials = { [MARK]: SECRET_MARK, plaintext: JSON.stringify(CANARIES) };
  const [read] = stateOf("creating", { storageConfig: { credentials }, roomId: hidden }).pending;
  expect(read?.inputs).toEqual({ storageConfig: { credentials: CANARIES }, roomId: SECRET });
  expect(read?.secrets).toEqual(Object.values(CANARIES));
});
