import { asRecord } from "../../inputs/record";
import { isUnknown, UNKNOWN } from "../../inputs/unknown";
import { isOwnType, segmentKind } from "../../resource-types";
import { REPLACING_FIELDS } from "../../segment/fields";
import type { GroupInputs } from "../../segment/group/inputs";
import { roomInputs } from "../../segment/group/room-inputs";
import { deriveTaskId, isDerivable } from "../../segment/identity";
import type { IdentifiedInputs } from "../../segment/inputs";
import { withoutSecrets } from "../../segment/meaning";
import { ownerOfUrn } from "../../segment/owner";
import { fromStrict } from "../../segment/strict-spelling";
import { VENDORS, type Vendor } from "../../storage/vendors";
import { CONCEALED, concealedPaths } from "./concealed";
import { plainData } from "./plain-data";
import {
  type ControlView,
  type CredentialsView,
  NOT_KNOWN_YET,
  type Seen,
  type SegmentView,
  type StorageView,
  type StreamView,
} from "./segment-view";

/** A resource as a policy or a preview shows it. */
export interface ResourceView {
  /** The URN of the resource. */
  urn: string;
  /** The type token of the resource. */
  type: string;
  /** The name of the resource. */
  name: string;
  /** Its inputs or outputs. Only inputs tell what the user left to the defaults. */
  props: unknown;
}

type Fields = Record<string, unknown>;

/**
 * The segment tasks a resource stands for: one for a SegmentTask, one per room for a SegmentTaskGroup, and one for
 * whatever else of this package has a `storageConfig`. None for other resources, nor for a SegmentTask that was got: that is
 * a look at someone else's task, or at one of the stack's own.
 */
export function tasksOf(resource: ResourceView): SegmentView[] {
  if (!isOwnType(resource.type)) return [];
  const props: Fields = fromStrict(asRecord(plainData(resource.props)));
  if (props.storageConfig === undefined || isGot(resource, props)) return [];
  if (!("rooms" in props)) return [taskView(resource, props, undefined)];
  if (isOpen(props.rooms)) return [taskView(resource, { ...props, roomId: props.rooms }, undefined)];
  return groupViews(resource, props);
}

/** A task that was got has what the API tells about it, and not what only steers this provider. */
function isGot({ type }: ResourceView, { status, adopt }: Fields): boolean {
  return segmentKind(type) === "task" && status !== undefined && adopt === undefined;
}

function groupViews(resource: ResourceView, props: Fields): SegmentView[] {
  const { rooms } = props;
  if (typeof rooms !== "object" || rooms === null) return [];
  const tasks = asRecord(props.tasks);
  return [...roomInputs(props as unknown as GroupInputs)].map(([roomId, inputs]) => {
    const { taskId, identifier } = asRecord(Object.hasOwn(tasks, roomId) ? tasks[roomId] : undefined);
    const seen: Fields = { ...inputs, taskId: taskId ?? derivedTaskId(resource, inputs) };
    const member = isUnknown(roomId) ? undefined : roomId;
    return taskView(resource, { ...seen, identifier: seen.identifier ?? identifier }, member);
  });
}

function derivedTaskId({ urn }: ResourceView, inputs: Omit<IdentifiedInputs, "taskId">): string {
  if (isConcealed(inputs)) return CONCEALED;
  return isDerivable(inputs) ? deriveTaskId(ownerOfUrn("group", urn), inputs) : UNKNOWN;
}

/** Whether something is hidden that a derived task id depends on. Keys it does not depend on. */
function isConcealed(inputs: Fields): boolean {
  return REPLACING_FIELDS.some((field) => concealedPaths(withoutSecrets(field, inputs[field])).length > 0);
}

function taskView({ urn, type, name }: ResourceView, fields: Fields, member: string | undefined): SegmentView {
  return {
    urn,
    type,
    name,
    member,
    appId: seenText(fields.appId),
    roomId: seenText(fields.roomId),
    taskId: seenText(fields.taskId),
    identifier: seenText(fields.identifier),
    maxIdleTime: number(fields.maxIdleTime),
    duration: number(fields.duration),
    handle: flag(fields.handle),
    targetStreams: streams(fields.targetStreams),
    control: control(fields.control),
    storageConfig: storage(fields.storageConfig),
    secrets: secretPaths(fields),
  };
}

/** While the type is hidden, so is which vendor's storage it is. */
function secretPaths(fields: Fields): string[] {
  const paths = concealedPaths(fields);
  return paths.includes("storageConfig.type") ? [...paths, "storageConfig.vendor"] : paths;
}

/** Whether a value is not known yet, or hidden. */
export function isOpen(value: unknown): boolean {
  return isUnknown(value) || value === CONCEALED;
}

function storage(value: unknown): Seen<StorageView | undefined> {
  if (isOpen(value)) return NOT_KNOWN_YET;
  if (typeof value !== "object" || value === null) return undefined;
  const fields = asRecord(value);
  const type = oneOf(["tos", "custom"] as const, fields.type);
  const vendor = oneOf<Vendor>(VENDORS, fields.vendor);
  const region = seenText(fields.region);
  return {
    type,
    vendor,
    platform: type === "custom" ? vendor : type,
    accountId: seenText(fields.accountId),
    bucket: seenText(fields.bucket),
    region: region === undefined ? number(fields.region) : region,
    credentials: credentials(fields.credentials),
  };
}

function credentials(value: unknown): Seen<CredentialsView | undefined> {
  if (isOpen(value)) return NOT_KNOWN_YET;
  if (typeof value !== "object" || value === null) return undefined;
  const { accessKey, secretKey } = asRecord(value);
  return { accessKey: seenText(accessKey), secretKey: seenText(secretKey) };
}

function control(value: unknown): Seen<ControlView> {
  if (isOpen(value)) return NOT_KNOWN_YET;
  const { align, mixed, ignoreSilence, redundantDuration } = asRecord(value);
  return {
    align: flag(align),
    mixed: flag(mixed),
    ignoreSilence: flag(ignoreSilence),
    redundantDuration: number(redundantDuration),
  };
}

function streams(value: unknown): Seen<Seen<StreamView>[]> {
  if (isOpen(value)) return NOT_KNOWN_YET;
  if (!Array.isArray(value)) return [];
  return value.map((stream: unknown) => {
    if (isOpen(stream)) return NOT_KNOWN_YET;
    const { userId, streamType } = asRecord(stream);
    return { userId: seenText(userId), streamType: seenText(streamType) };
  });
}

/** A text put together from something unknown, such as a room's prefix, is unknown as well. */
export function seenText(value: unknown): Seen<string | undefined> {
  if (typeof value !== "string" || value === "") return undefined;
  return value.includes(UNKNOWN) || value.includes(CONCEALED) ? NOT_KNOWN_YET : value;
}

function number(value: unknown): Seen<number | undefined> {
  if (isOpen(value)) return NOT_KNOWN_YET;
  return typeof value === "number" ? value : undefined;
}

function flag(value: unknown): Seen<boolean | undefined> {
  if (isOpen(value)) return NOT_KNOWN_YET;
  return typeof value === "boolean" ? value : undefined;
}

function oneOf<Word extends string>(words: readonly Word[], value: unknown): Seen<Word | undefined> {
  return isOpen(value) ? NOT_KNOWN_YET : words.find((word) => word === value);
}
