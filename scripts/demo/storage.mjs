// @ts-check
import { randomBytes } from "node:crypto";
import { startS3Process } from "../s3-process.mjs";
import { guarded } from "./server.mjs";

const REGION = "us-east-1";

/**
 * @typedef {object} Storage
 * @property {number} pid
 * @property {string} endpoint
 * @property {string} accessKey
 * @property {string} secretKey
 * @property {(bucket: string) => Promise<void>} makeBucket
 * @property {(bucket: string, name: string) => Promise<void>} put stores an object with some bytes
 * @property {() => Promise<void>} stop
 */

/**
 * Starts an S3 server with keys of its own.
 * @param {string} program
 * @param {import("./server.mjs").Place} place
 * @returns {Promise<Storage>}
 */
export async function startStorage(program, { folder, outlivesUs }) {
  const keys = { accessKey: `demo-${randomBytes(6).toString("hex")}`, secretKey: randomBytes(16).toString("hex") };
  const command = guarded([program], { outlivesUs });
  const options = { folder: `${folder}/storage`, region: REGION, ...keys, ownGroup: true, outlivesUs };
  const { pid, endpoint, close } = await startS3Process(command, options);
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const { CreateBucketCommand, PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
  const s3 = new S3Client({
    endpoint,
    region: REGION,
    forcePathStyle: true,
    credentials: { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey },
  });
  return {
    pid,
    endpoint,
    ...keys,
    makeBucket: async (bucket) => {
      await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    },
    put: async (bucket, name) => {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: "RIFF" }));
    },
    stop: async () => {
      s3.destroy();
      await close();
    },
  };
}
