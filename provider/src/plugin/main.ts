import { Configuration } from "./configuration";
import { resources } from "./resources";
import { PluginServer } from "./server";
import { service } from "./service";
import { Session } from "./session";

/** The executable that Pulumi starts for programs in any language. */
async function main(engine: string | undefined): Promise<void> {
  const configuration = new Configuration();
  const session = new Session();
  const methods = service(configuration, session, resources(configuration, session));
  const server = new PluginServer(methods, session);

  /** The engine waits for the end of a plugin, but one that ends before its last answer counts as crashed. */
  const end = async () => {
    session.cancel();
    await server.end();
    process.exit(0);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  // Nobody would end a plugin whose engine was killed. One that was started by hand has none to lose.
  if (engine !== undefined) session.begin(engine).addEventListener("abort", end);
  // What the engine waits for, on the first line.
  console.log(await server.listen());
}

void main(process.argv[2]);
