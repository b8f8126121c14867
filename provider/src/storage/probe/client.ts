import type { S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { type Answer, nameIn } from "./answer";
import { usesPaths } from "./endpoint";
import type { ProbeRequest, StorageKeys } from "./request";

/** Milliseconds one request may take. */
const REQUEST_MS = 5_000;

/** Says what it is to whoever finds it. */
const BODY = "Written by volcengine-rtc to see whether slices can be stored here. It may be deleted.\n";

/** In which an answer tells where its bucket lies. */
const REGION_HEADERS = ["x-amz-bucket-region", "x-tos-bucket-region"];

/** An object of a bucket. */
export interface StoredObject {
  name: string;
  /** When it was written, by the storage's clock. */
  modified: Date;
}

/** What one request for objects brings. */
export interface ObjectPage {
  objects: StoredObject[];
  /** Whether there are more behind them. */
  more: boolean;
}

type Aws = typeof import("@aws-sdk/client-s3");
type Headers = Record<string, string>;

/** Asks one bucket through S3's protocol, which all platforms speak. */
export class BucketClient {
  private constructor(
    private readonly aws: Aws,
    private readonly s3: S3Client,
    private readonly bucket: string,
    private readonly signal: AbortSignal,
  ) {}

  /** @param region For the signature. */
  static async open(
    { platform, bucket }: Pick<ProbeRequest, "platform" | "bucket">,
    { accessKey, secretKey, sessionToken }: StorageKeys,
    endpoint: string,
    region: string,
    signal: AbortSignal,
  ): Promise<BucketClient> {
    // It would warn about Node.js 20 on standard error, in the middle of an `up`.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    const aws = await import("@aws-sdk/client-s3");
    const s3 = new aws.S3Client({
      endpoint,
      region,
      // All that follows is said so that nothing of the user's own AWS profile is read.
      credentials: {
        accessKeyId: accessKey,
        secretAccessKey: secretKey,
        ...(sessionToken ? { sessionToken } : {}),
      },
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
      forcePathStyle: usesPaths(platform, endpoint),
      followRegionRedirects: false,
      maxAttempts: 1,
      // The other platforms refuse the checksums that S3 itself takes.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: { requestTimeout: REQUEST_MS, connectionTimeout: REQUEST_MS, throwOnRequestTimeout: true },
    });
    return new BucketClient(aws, s3, bucket, signal);
  }

  /** Whether it is there: the answer has a header with the region at best, and never an error's name. */
  look(): Promise<Answer> {
    return this.#ask((options) => this.s3.send(new this.aws.HeadBucketCommand({ Bucket: this.bucket }), options));
  }

  /** The same with an error's name. */
  list(): Promise<Answer> {
    const command = new this.aws.ListObjectsV2Command({ Bucket: this.bucket, MaxKeys: 1 });
    return this.#ask((options) => this.s3.send(command, options));
  }

  /** Whose it is. */
  owner(): Promise<Answer> {
    return this.#ask(async (options) => {
      const acl = await this.s3.send(new this.aws.GetBucketAclCommand({ Bucket: this.bucket }), options);
      return { $metadata: acl.$metadata, owner: acl.Owner?.ID };
    });
  }

  /** Objects whose names begin with a prefix, in the order of their names, at most a thousand. */
  async objects(prefix: string, after?: string): Promise<Answer & { page?: ObjectPage }> {
    const command = new this.aws.ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix, StartAfter: after });
    let page: ObjectPage | undefined;
    const answer = await this.#ask(async (options) => {
      const { $metadata, Contents = [], IsTruncated = false } = await this.s3.send(command, options);
      const objects = Contents.flatMap(({ Key: name, LastModified: modified }) =>
        name === undefined || modified === undefined ? [] : [{ name, modified }],
      );
      page = { objects, more: IsTruncated };
      return { $metadata };
    });
    return page === undefined ? answer : { ...answer, page };
  }

  write(key: string): Promise<Answer> {
    const command = new this.aws.PutObjectCommand({ Bucket: this.bucket, Key: key, Body: BODY });
    return this.#ask((options) => this.s3.send(command, options));
  }

  remove(key: string): Promise<Answer> {
    const command = new this.aws.DeleteObjectCommand({ Bucket: this.bucket, Key: key });
    return this.#ask((options) => this.s3.send(command, options));
  }

  close(): void {
    this.s3.destroy();
  }

  async #ask(
    send: (options: { abortSignal: AbortSignal }) => Promise<{ $metadata: object; owner?: string | undefined }>,
  ): Promise<Answer> {
    const abortSignal = AbortSignal.any([this.signal, AbortSignal.timeout(REQUEST_MS)]);
    const headers: Headers = {};
    const keep = "keep-headers";
    this.s3.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        Object.assign(headers, (result.response as { headers?: Headers }).headers);
        return result;
      },
      { step: "deserialize", priority: "low", name: keep },
    );
    const sent = send({ abortSignal });
    // The request has it by now. Left there, others that are under way at the same time would go through it as well.
    this.s3.middlewareStack.remove(keep);
    try {
      const { $metadata, owner } = await sent;
      const { httpStatusCode: status = 200 } = $metadata as { httpStatusCode?: number };
      return { status, region: regionIn(headers), owner: nameIn(owner) };
    } catch (error) {
      return failure(error, headers, abortSignal);
    }
  }
}

function failure(error: unknown, headers: Headers, signal: AbortSignal): Answer {
  const { name, code, $metadata, Region, Endpoint } = error as Partial<S3ServiceException> & {
    code?: unknown;
    Region?: unknown;
    Endpoint?: unknown;
  };
  const status = $metadata?.httpStatusCode;
  if (status === undefined) {
    if (signal.aborted || name === "TimeoutError") return { status, reason: "no answer in time" };
    return { status, reason: nameIn(code) ?? nameIn(name) ?? "for a reason that was not told" };
  }
  return { status, code: nameIn(name), region: nameIn(Region) ?? regionIn(headers), endpoint: nameIn(Endpoint) };
}

function regionIn(headers: Headers): string | undefined {
  return nameIn(REGION_HEADERS.map((name) => headers[name]).find((value) => value !== undefined));
}
