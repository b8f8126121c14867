// A plugin that does nothing, as small as the protocol allows: what any plugin of this kind costs.
const { Server, ServerCredentials } = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { outputsOf } = require("../no-op/provider");

const answers = {
  handshake: () => new messages.ProviderHandshakeResponse().setAcceptSecrets(true),
  getPluginInfo: () => new PluginInfo().setVersion("0.0.1"),
  checkConfig: (request) => new messages.CheckResponse().setInputs(request.getNews()),
  diffConfig: () => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE),
  configure: () => new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true),
  check: (request) => {
    const news = request.getNews().toJavaScript();
    const inputs = { ...news, taskId: `${news.roomId}-${"0".repeat(12)}`, __owner: `bench/bench/${news.roomId}` };
    return new messages.CheckResponse().setInputs(Struct.fromJavaScript(inputs));
  },
  diff: () => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE),
  create: (request) => {
    const inputs = request.getProperties().toJavaScript();
    const id = `${inputs.appId}/${inputs.roomId}/${inputs.taskId}`;
    return new messages.CreateResponse().setId(id).setProperties(Struct.fromJavaScript(outputsOf(inputs)));
  },
  delete: () => new Empty(),
  cancel: () => new Empty(),
};

const server = new Server();
const methods = Object.entries(answers).map(([name, answer]) => [
  name,
  ({ request }, callback) => callback(null, answer(request)),
]);
server.addService(ResourceProviderService, Object.fromEntries(methods));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_error, port) => console.log(port));
process.on("SIGINT", () => server.tryShutdown(() => process.exit(0)));
