import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { inject } from "vitest";
import { script } from "#test/unit/scripts/script";

/** What a key may do with a bucket. */
export type Rights = "read" | "write" | "all" | "none";

export interface Keys {
  accessKey: string;
  secretKey: string;
}

const ROOT: Keys = { accessKey: "root-access-key", secretKey: "root-secret-key" };

const ACTIONS: Record<Exclude<Rights, "none">, string[]> = {
  read: ["s3:ListBucket", "s3:GetObject"],
  write: ["s3:PutObject"],
  all: ["s3:*"],
};

interface Starter {
  startS3Process(
    command: readonly string[],
    options: Keys & { folder: string; region: string },
  ): Promise<{ endpoint: string; admin: string; close(): Promise<void> }>;
}

/** A real S3 server of one region, with nothing in it. It listens on 127.0.0.1 only. */
export class S3Server {
  private constructor(
    private readonly folder: string,
    readonly region: string,
    readonly endpoint: string,
    private readonly admin: string,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(region: string): Promise<S3Server> {
    const folder = await mkdtemp(join(tmpdir(), "s3-server-"));
    const { startS3Process } = await script<Starter>("s3-process.mjs");
    const { endpoint, admin, close } = await startS3Process([inject("s3Server")], { folder, region, ...ROOT });
    return new S3Server(folder, region, endpoint, admin, close);
  }

  /** Makes a key that has no rights yet. */
  async key(accessKey: string, secretKey = `${accessKey}-secret`): Promise<Keys> {
    await this.#administer("create-user", "-a", accessKey, "-s", secretKey, "-r", "user");
    return { accessKey, secretKey };
  }

  /** Makes a bucket, and says what keys may do with it. */
  async bucket(name: string, rights: Record<string, Rights> = {}): Promise<void> {
    await this.#asRoot((s3) => s3.send(new CreateBucketCommand({ Bucket: name })));
    const statements = Object.entries(rights).flatMap(([accessKey, right]) =>
      right === "none"
        ? []
        : [
            {
              Effect: "Allow",
              Principal: { AWS: [accessKey] },
              Action: ACTIONS[right],
              Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
            },
          ],
    );
    if (statements.length === 0) return;
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    await this.#asRoot((s3) => s3.send(new PutBucketPolicyCommand({ Bucket: name, Policy })));
  }

  /** Has a bucket belong to a key. */
  async giveTo(bucket: string, accessKey: string): Promise<void> {
    await this.#administer("change-bucket-owner", "-b", bucket, "-o", accessKey);
  }

  /** The names of all objects in a bucket. */
  async objects(bucket: string): Promise<string[]> {
    const { Contents = [] } = await this.#asRoot((s3) => s3.send(new ListObjectsV2Command({ Bucket: bucket })));
    return Contents.map(({ Key = "" }) => Key);
  }

  /** Stores an object, as RTC would a slice. */
  async put(bucket: string, name: string): Promise<void> {
    await this.#asRoot((s3) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: "audio" })));
  }

  async close(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #administer(...command: string[]): Promise<void> {
    const credentials = ["-a", ROOT.accessKey, "-s", ROOT.secretKey, "-r", this.region, "-er", this.admin];
    await promisify(execFile)(inject("s3Server"), ["admin", ...credentials, ...command]);
  }

  async #asRoot<Output>(work: (s3: S3Client) => Promise<Output>): Promise<Output> {
    const s3 = new S3Client({
      endpoint: this.endpoint,
      region: this.region,
      credentials: { accessKeyId: ROOT.accessKey, secretAccessKey: ROOT.secretKey },
      forcePathStyle: true,
    });
    try {
      return await work(s3);
    } finally {
      s3.destroy();
    }
  }
}
