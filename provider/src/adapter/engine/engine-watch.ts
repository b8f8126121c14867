import { connect } from "node:http2";

let gone: AbortSignal | undefined;

/**
 * Aborts as soon as the engine that started this process is gone. A process can outlive its engine, which was killed, and
 * nobody would write down any more what it does; the user's next command may be under way.
 *
 * @param address Of the engine, which is the first argument of every provider process.
 */
export function engineGone(address = process.argv[2] ?? ""): AbortSignal {
  gone ??= watch(address);
  return gone;
}

export function watch(address: string): AbortSignal {
  const controller = new AbortController();
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (host === undefined || port === undefined) return controller.signal;
  const hold = (wasThere: boolean) => {
    let connected = false;
    // In the engine's own protocol, by which it says that it wants to end: until then it waits for who holds a connection.
    const session = connect(`http://${host}:${port}`);
    session.unref();
    session.on("connect", () => {
      connected = true;
    });
    session.on("error", () => undefined);
    // A connection may end for reasons of its own, so only one that can't be made again tells that the engine is gone.
    session.on("close", () => {
      if (connected) hold(true);
      else if (wasThere) controller.abort();
    });
  };
  hold(false);
  return controller.signal;
}
