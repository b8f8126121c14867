const { createServer } = require("node:http");
const { CallbackRefused, verifyCallback } = require("pulumi-volcengine-rtc/callback");

const secretKey = process.env.CALLBACK_SECRET;
const MAX_BYTES = 1024 * 1024;

const server = createServer(async (request, response) => {
  // The service tries an address with a GET before it takes it.
  if (request.method !== "POST") return response.end("Callbacks are taken here by POST.");
  try {
    const event = verifyCallback(await bodyOf(request), secretKey);
    // Keep the event before the answer: the service does not send again what was answered with 200.
    console.log(event.kind, event.eventId, event.eventTime, event.eventData);
    response.end("taken");
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    response.statusCode = error instanceof CallbackRefused ? 400 : 500;
    response.end(error instanceof CallbackRefused ? error.reason : "failed");
  }
});

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop cuts the connection; who sends so much is not the service.
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(chunks);
}

if (!secretKey) throw new Error("Set CALLBACK_SECRET to the secret key of the callback's settings.");
server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => console.log("listening on", server.address().port));
