import {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  type DiffResponse,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Difference, Handlers } from "#adapter/engine/handlers";
import { OWNER_KEY, type Properties } from "#adapter/engine/properties";
import { Configuration } from "#plugin/configuration";
import { service } from "#plugin/service";
import { Session } from "#plugin/session";
import { decoded, encoded } from "#plugin/values";
import { PLUGIN_TYPES } from "#resource-types";
import type { SegmentClient } from "#segment/api/client";
import { parseOwner } from "#segment/owner";

/** Where the outputs of a resource keep its inputs, which an engine keeps beside them. */
const INPUTS_KEY = "__inputs";

/**
 * What handlers do when the engine reaches them through the plugin: everything that is asked and answered takes the form of
 * the plugin's messages.
 */
export function throughPlugin(kind: "task" | "group", handlers: Handlers): Handlers {
  const type = PLUGIN_TYPES[kind];
  const unused = handlers;
  const asked = service(new Configuration(), new Session(), {
    handlers: { task: unused, group: unused, callback: unused, [kind]: handlers },
    api: undefined as unknown as SegmentClient,
    beforeCheck: () => undefined,
  });
  const about = <Request extends { setUrn(urn: string): unknown; setType(type: string): unknown }>(
    request: Request,
    { [OWNER_KEY]: text }: Properties,
  ): Request => {
    const { project, stack, parents, name } = parseOwner(kind, text);
    const types = parents === undefined ? type : `${parents}$${type}`;
    request.setUrn(`urn:pulumi:${stack}::${project}::${types}::${name}`);
    request.setType(type);
    return request;
  };
  return {
    async check(olds, news) {
      const { [OWNER_KEY]: _, ...declared } = news;
      const request = about(new CheckRequest(), news).setOlds(encoded(olds)).setNews(encoded(declared));
      const answer = await asked.check(request);
      const failures = answer.getFailuresList().map((failure) => failure.toObject());
      return { inputs: plain(answer.getInputs()), failures };
    },
    async diff(id, olds, news) {
      const request = about(new DiffRequest(), news).setId(id).setNews(encoded(news));
      request.setOlds(encoded(outputsIn(olds))).setOldInputs(encoded(inputsIn(olds)));
      return difference(await asked.diff(request));
    },
    async create(inputs) {
      const request = about(new CreateRequest(), inputs).setProperties(encoded(inputs));
      const answer = await asked.create(request).catch(keeping(inputs));
      return { id: answer.getId(), outs: kept(answer.getProperties(), inputs) };
    },
    async read(id, props) {
      const inputs = inputsIn(props);
      const request = about(new ReadRequest(), inputs).setId(id).setInputs(encoded(inputs));
      const answer = await asked.read(request.setProperties(encoded(outputsIn(props))));
      if (answer.getId() === "") return {};
      const read = answer.hasInputs() ? plain(answer.getInputs()) : inputs;
      return { id: answer.getId(), props: kept(answer.getProperties(), read), inputs: read };
    },
    async update(id, olds, news) {
      const request = about(new UpdateRequest(), news).setId(id).setNews(encoded(news));
      request.setOlds(encoded(outputsIn(olds))).setOldInputs(encoded(inputsIn(olds)));
      const answer = await asked.update(request).catch(keeping(news));
      return { outs: kept(answer.getProperties(), news) };
    },
    async delete(id, props) {
      const inputs = inputsIn(props);
      const request = about(new DeleteRequest(), inputs).setId(id).setOldInputs(encoded(inputs));
      await asked.delete(request.setProperties(encoded(outputsIn(props))));
    },
    import: () => Promise.reject(new Error("No history imports")),
  };
}

function plain(struct: Struct | undefined): Properties {
  return decoded(struct).values;
}

function kept(outs: Struct | undefined, inputs: Properties): Properties {
  return { ...plain(outs), [INPUTS_KEY]: inputs };
}

function inputsIn(outs: Properties): Properties {
  return outs[INPUTS_KEY] as Properties;
}

function outputsIn({ [INPUTS_KEY]: _, ...outs }: Properties): Properties {
  return outs;
}

/** The state that an engine keeps of what failed. */
function keeping(inputs: Properties): (error: Error & { properties?: Properties }) => never {
  return (error) => {
    if (error.properties !== undefined) error.properties = { ...error.properties, [INPUTS_KEY]: inputs };
    throw error;
  };
}

function difference(answer: DiffResponse): Difference {
  if (answer.getChanges() === 1) return { changes: false };
  return {
    changes: true,
    // The plugin says itself what changes, and the engine compares nothing.
    unseen: true,
    fields: answer.getDiffsList(),
    replaces: answer.getReplacesList(),
    deleteBeforeReplace: answer.getDeletebeforereplace(),
  };
}
