import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Properties } from "../adapter/engine/properties";
import { outputsFor } from "./answers";
import { inPluginWords } from "./configuration";

/** What an error carries of a resource that is there although work on it failed; see `partialFailure`. */
interface PartialFailure extends Error {
  id: string;
  properties: Properties;
  reasons: readonly string[];
}

/** An error in the form of the wire. */
export function serviceError(error: unknown): Partial<ServiceError> {
  const message = inPluginWords(error instanceof Error ? error.message : String(error));
  const { metadata } = error as Partial<ServiceError>;
  return { code: status.UNKNOWN, message, ...(metadata === undefined ? {} : { metadata }) };
}

/** Throws again what failed, with the state that the engine is to keep, if it is to keep one. */
export function withDetails(inputs: Properties): (error: unknown) => never {
  return (error) => {
    throw isPartial(error) ? Object.assign(error, { metadata: detailsOf(error, inputs) }) : error;
  };
}

function detailsOf({ id, message, properties, reasons }: PartialFailure, inputs: Properties): Metadata {
  const failed = new ErrorResourceInitFailed();
  failed.setId(id).setProperties(outputsFor(properties, inputs)).setReasonsList(reasons.map(inPluginWords));
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const whole = new Status().setCode(status.UNKNOWN).setMessage(inPluginWords(message));
  whole.addDetails(detail);
  const metadata = new Metadata();
  // Where gRPC looks for more than a code and a message.
  metadata.set("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
  return metadata;
}

function isPartial(error: unknown): error is PartialFailure {
  return error instanceof Error && "id" in error && "properties" in error && "reasons" in error;
}
