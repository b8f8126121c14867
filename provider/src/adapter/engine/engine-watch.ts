import { connect } from "node:net";

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
    const socket = connect({ host, port: Number(port) });
    socket.unref();
    socket.on("connect", () => {
      connected = true;
    });
    socket.on("error", () => undefined);
    // The engine hangs up on a connection without a word, so only one that can't be made again tells that it is gone.
    socket.on("close", () => {
      if (connected) hold(true);
      else if (wasThere) controller.abort();
    });
    socket.resume();
  };
  hold(false);
  return controller.signal;
}
