const express = require("express");
const { CallbackRefused, verifyCallback } = require("pulumi-volcengine-rtc/callback");

const secretKey = process.env.CALLBACK_SECRET;

const app = express();

// The service tries an address with a GET before it takes it.
app.get("/", (_request, response) => response.send("Callbacks are taken here by POST."));

// The signature is that of the text inside the body, so the body is taken as bytes: express.json() does not come before.
app.post("/", express.raw({ type: () => true, limit: "1mb" }), (request, response) => {
  const event = verifyCallback(request.body, secretKey);
  // Keep the event before the answer: the service does not send again what was answered with 200.
  console.log(event.kind, event.eventId, event.eventTime, event.eventData);
  response.send("taken");
});

app.use((error, _request, response, next) => {
  if (error instanceof CallbackRefused) response.status(400).send(error.reason);
  else next(error);
});

if (!secretKey) throw new Error("Set CALLBACK_SECRET to the secret key of the callback's settings.");
const server = app.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
  console.log("listening on", server.address().port);
});
