import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { plainData } from "../policy/view/plain-data";
import { decoded } from "../review/input/decoded";
import { readPreviews } from "../review/input/preview";
import { SECRET } from "../review/input/secret";
import type { ConfigLookup } from "../rtc-api/settings";
import { UserError } from "../user-error";

/** A resource of this package that a stack has, or is going to have. */
export interface SegmentResource {
  urn: string;
  /** What is not known yet is `UNKNOWN`, and what is hidden is `SECRET`. */
  inputs: Readonly<Record<string, unknown>>;
  /** Texts that are in clear here, and are secrets all the same. */
  secrets: readonly string[];
}

const TYPE = /^pulumi-nodejs:dynamic\/volcengine-rtc:SegmentTask(Group)?$/;

/** After which a preview's resource is not there, or is only looked at. */
const NOT_ITS_OWN =
  /^(delete|delete-replaced|read|read-replacement|discard|discard-replaced|refresh|remove-pending-replace)$/;

/** The resources that a stack is going to have, from what `pulumi preview --json` printed. */
export async function resourcesInPreview(file: string): Promise<SegmentResource[]> {
  const previews = readPreviews(decoded(await contentOf(file)), file);
  const found = new Map<string, SegmentResource>();
  for (const { op, urn, newState } of previews.flatMap(({ steps }) => steps)) {
    if (NOT_ITS_OWN.test(op) || !newState || newState.external || !TYPE.test(newState.type ?? "")) continue;
    found.set(urn, { urn, inputs: plainData(newState.inputs ?? {}) as SegmentResource["inputs"], secrets: [] });
  }
  return [...found.values()];
}

/** The resources that a stack has, from what `pulumi stack export` printed. */
export async function resourcesInState(file: string): Promise<SegmentResource[]> {
  return resourcesOf(decoded(await contentOf(file)), file);
}

/** The resources of a stack, and its configuration, both in clear: they are asked of the CLI and kept nowhere. */
export async function resourcesOfStack(stack: string): Promise<{ resources: SegmentResource[]; config: ConfigLookup }> {
  const exported = await pulumi("stack", "export", "--show-secrets", "--stack", stack);
  const config = JSON.parse(await pulumi("config", "--json", "--show-secrets", "--stack", stack)) as Record<
    string,
    { value?: string } | undefined
  >;
  const lookup: ConfigLookup = (key) => config[`volcengine:${key}`]?.value;
  return { resources: resourcesOf(exported, `the stack ${stack}`), config: lookup };
}

interface ExportedState {
  deployment?: {
    resources?: { urn: string; type: string; external?: boolean; delete?: boolean; inputs?: unknown }[];
  };
}

function resourcesOf(text: string, source: string): SegmentResource[] {
  const { deployment } = exported(text) ?? {};
  if (deployment === undefined) {
    throw new UserError(`Can't read a state from ${source}: it is not what \`pulumi stack export\` prints`);
  }
  return (deployment.resources ?? [])
    .filter((resource) => TYPE.test(resource.type) && !resource.external && !resource.delete)
    .map(({ urn, inputs }) => {
      const secrets: string[] = [];
      return { urn, inputs: (revealed(inputs, secrets) ?? {}) as SegmentResource["inputs"], secrets };
    });
}

function exported(text: string): ExportedState | undefined {
  try {
    return JSON.parse(text) as ExportedState | undefined;
  } catch {
    return undefined;
  }
}

/** The key by which Pulumi marks special values in a state, and what it says of a secret. */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270";

/** The same value with secrets in clear, where the state has them in clear, and hidden where it has them encrypted. */
function revealed(value: unknown, secrets: string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => revealed(inner, secrets));
  const { [MARK]: mark, plaintext } = value as Record<string, unknown>;
  if (mark !== SECRET_MARK) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner, secrets)]));
  }
  if (typeof plaintext !== "string") return SECRET;
  const clear = revealed(JSON.parse(plaintext), secrets);
  secrets.push(...textsIn(clear));
  return clear;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

async function contentOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: Error) => {
    throw new UserError(`Can't read ${file}: ${error.message}`);
  });
}

/** Beyond the largest state, as it is all in one text. */
const MAX_OUTPUT = 512 * 1024 * 1024;

async function pulumi(...command: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("pulumi", [...command, "--non-interactive"], {
      maxBuffer: MAX_OUTPUT,
    });
    return stdout;
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    const why = code === "ENOENT" ? "there is no pulumi on PATH" : (stderr.trim().split("\n")[0] ?? "");
    throw new UserError(`\`pulumi ${command.filter((part) => part !== "--show-secrets").join(" ")}\` failed: ${why}`);
  }
}
