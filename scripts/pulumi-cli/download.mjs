// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Progress } from "../progress.mjs";
import { PINNED_PULUMI } from "./version.mjs";

/** How long the download host may take to answer, and later to send the next bytes, in ms. */
const PATIENCE = { answer: 5_000, bytes: 30_000 };

/**
 * Downloads the official release for this platform and unpacks it.
 * @param {string} folder an empty folder, which then holds the programs
 * @param {{ answer: number, bytes: number }} [patience]
 * @returns {Promise<string | undefined>} why it didn't work, or undefined when it did
 */
export async function downloadRelease(folder, patience = PATIENCE) {
  if (!["linux", "darwin"].includes(process.platform) || !["x64", "arm64"].includes(process.arch)) {
    return `there is no release archive for ${process.platform} ${process.arch} that this script can unpack`;
  }
  const base = process.env.VOLCENGINE_RTC_CLI_DOWNLOADS || "https://get.pulumi.com/releases/sdk";
  const url = `${base}/pulumi-v${PINNED_PULUMI}-${process.platform}-${process.arch}.tar.gz`;
  const controller = new AbortController();
  const { host } = new URL(url);
  const giveUp = () => controller.abort();
  let timer = setTimeout(giveUp, patience.answer);
  let answered = false;
  const progress = new Progress("Pulumi CLI: downloading");
  try {
    const response = await fetch(url, { signal: controller.signal });
    answered = true;
    if (!response.ok || response.body === null) return `${url} answered with status ${response.status}`;
    console.error(`Pulumi CLI: downloading ${url} (once; kept for later runs) ...`);
    const total = Number(response.headers.get("content-length") ?? 0);
    let received = 0;
    const body = Readable.fromWeb(/** @type {import("node:stream/web").ReadableStream} */ (response.body));
    await unpack(folder, async function* () {
      for await (const chunk of body) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, patience.bytes);
        received += chunk.length;
        progress.show(`${megabytes(received)}${total > 0 ? ` of ${megabytes(total)}` : ""} MB`);
        yield chunk;
      }
    });
    return undefined;
  } catch (error) {
    await empty(folder);
    if (!controller.signal.aborted) return `${host} can't be reached or sent a broken archive (${reason(error)})`;
    return answered
      ? `${host} sent nothing for ${patience.bytes / 1000} s`
      : `${host} didn't answer within ${patience.answer / 1000} s`;
  } finally {
    clearTimeout(timer);
    controller.abort();
    progress.end();
  }
}

/**
 * @param {string} folder
 * @param {() => AsyncGenerator<Uint8Array>} chunks
 */
async function unpack(folder, chunks) {
  // The archive holds one folder, "pulumi", with all programs in it.
  const tar = spawn("tar", ["-xzf", "-", "--strip-components=1", "-C", folder], { stdio: ["pipe", "ignore", "pipe"] });
  let message = "";
  tar.stderr.setEncoding("utf8").on("data", (text) => {
    message += text;
  });
  const ended = once(tar, "close");
  // Awaited below; without this a start-up failure during the pipeline would count as unhandled.
  ended.catch(() => undefined);
  const piped = await pipeline(chunks, tar.stdin).then(
    () => undefined,
    (error) => error,
  );
  if (piped !== undefined) tar.kill();
  const [code] = await ended;
  if (code !== 0 && message !== "") throw new Error(`tar: ${message.trim().split("\n")[0]}`);
  if (piped !== undefined) throw piped;
  if (code !== 0) throw new Error(`tar ended with exit code ${code}`);
}

/** @param {string} folder */
async function empty(folder) {
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
}

/** @param {unknown} error */
function reason(error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
