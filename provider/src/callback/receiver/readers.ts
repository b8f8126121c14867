import type { IncomingMessage } from "node:http";

const LOOPBACK_ADDRESS = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOOPBACK_NAME = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * On loopback, only programs and browsers of this machine may read. A web page under a name that its owner lets lead to
 * this machine may not, nor may those whose requests a proxy passes on with the name they asked for: the Host tells.
 * Where the receiver listens on another address, whoever reaches it may read.
 */
export function mayRead({ socket, headers }: IncomingMessage): boolean {
  return !LOOPBACK_ADDRESS.test(socket.localAddress ?? "") || LOOPBACK_NAME.test(headers.host ?? "");
}
