import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  type CheckRequest,
  type ConfigureRequest,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  GetSchemaResponse,
  type InvokeRequest,
  type ProviderHandshakeRequest,
  ProviderHandshakeResponse,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { withoutHidden } from "../adapter/engine/properties";
import { checkAnswer, createAnswer, diffAnswer, readAnswer, updateAnswer } from "./answers";
import type { Configuration } from "./configuration";
import { Doubts } from "./doubts";
import { withDetails } from "./failures";
import { invoke } from "./get-segment-task";
import { ignoredIn, withIgnored, withoutIgnored } from "./ignored-changes";
import { predicted } from "./predicted";
import { checkSettings, configure, diffSettings } from "./provider-settings";
import { declaredIn, inputsIn, kindOf, outputsIn, outputsToRead, ownerIn } from "./requests";
import type { Resources } from "./resources";
import type { Session } from "./session";

/** Put in when the executable is made. */
declare const PLUGIN_VERSION: string;

/**
 * What the engine asks a plugin, in the words of its protocol. What is not here, such as components and methods, the plugin
 * does not have; gRPC says so by itself.
 */
export function service(configuration: Configuration, session: Session, { handlers, api, beforeCheck }: Resources) {
  const doubts = new Doubts(session);
  return {
    async handshake(request: ProviderHandshakeRequest) {
      session.begin(request.getEngineAddress());
      return new ProviderHandshakeResponse().setAcceptSecrets(true);
    },

    async attach(request: PluginAttach) {
      session.begin(request.getAddress());
      return new Empty();
    },

    async cancel() {
      session.cancel();
      return new Empty();
    },

    async getPluginInfo() {
      return new PluginInfo().setVersion(PLUGIN_VERSION);
    },

    async getSchema() {
      return new GetSchemaResponse().setSchema(JSON.stringify(require("./schema.json")));
    },

    async checkConfig(request: CheckRequest) {
      return checkSettings(request);
    },

    async diffConfig(request: DiffRequest) {
      return diffSettings(request);
    },

    async configure(request: ConfigureRequest) {
      return configure(request, configuration);
    },

    async invoke(request: InvokeRequest) {
      return invoke(request, api);
    },

    async check(request: CheckRequest) {
      beforeCheck();
      const kind = kindOf(request);
      const inputs = declaredIn(request);
      if (kind !== "callback") await doubts.tell(request.getUrn(), inputs);
      return checkAnswer(await handlers[kind].check(inputsIn(request.getOlds()), inputs));
    },

    async diff(request: DiffRequest) {
      const oldInputs = inputsIn(request.getOldInputs());
      const news = inputsIn(request.getNews());
      const olds = outputsIn(request.getOlds(), oldInputs);
      const difference = await handlers[kindOf(request)].diff(request.getId(), olds, news);
      return diffAnswer(withoutIgnored(difference, ignoredIn(request)), oldInputs, news);
    },

    async create(request: CreateRequest) {
      const kind = kindOf(request);
      const inputs = { ...ownerIn(request), ...inputsIn(request.getProperties()) };
      if (request.getPreview()) return createAnswer("", predicted(kind, withoutHidden(inputs)), inputs);
      const { id, outs } = await handlers[kind].create(inputs).catch(withDetails(inputs));
      return createAnswer(id, outs, inputs);
    },

    async read(request: ReadRequest) {
      const handler = handlers[kindOf(request)];
      const inputs = inputsIn(request.getInputs());
      const id = request.getId();
      // Only of what is to be imported there is nothing yet, not even an empty bag of properties.
      const result = request.hasProperties()
        ? await handler.read(id, outputsToRead(request, inputs))
        : await handler.import(id, ownerIn(request));
      return readAnswer(result, inputs);
    },

    async update(request: UpdateRequest) {
      const kind = kindOf(request);
      const olds = outputsIn(request.getOlds(), inputsIn(request.getOldInputs()));
      const inputs = withIgnored({ ...ownerIn(request), ...inputsIn(request.getNews()) }, olds, ignoredIn(request));
      if (request.getPreview()) return updateAnswer(predicted(kind, withoutHidden(inputs), olds), inputs);
      const { outs } = await handlers[kind].update(request.getId(), olds, inputs).catch(withDetails(inputs));
      return updateAnswer(outs, inputs);
    },

    async delete(request: DeleteRequest) {
      const olds = outputsIn(request.getProperties(), inputsIn(request.getOldInputs()));
      await handlers[kindOf(request)].delete(request.getId(), olds);
      return new Empty();
    },
  };
}
