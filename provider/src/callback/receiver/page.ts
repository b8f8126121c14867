import { createHash } from "node:crypto";
import { visible } from "../../visible";
import { Html, html } from "./html";
import type { StoredEvent, TaskEvents } from "./store";

const TASKS = 100;
const EVENTS_OF_EACH = 5;
const LONGEST_DATA = 1_000;
const REFRESH_SECONDS = 10;

/** How much of the store the page shows. */
export const PAGE_EXTENT = [TASKS, EVENTS_OF_EACH] as const;

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
  h1 { font-size: 1.4rem }
  h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
  table { border-collapse: collapse; width: 100%; table-layout: fixed }
  th, td { border-top: 1px solid #8886; padding: .35rem .6rem; text-align: left; vertical-align: top }
  td, h2 { overflow-wrap: anywhere }
  th { font-weight: 600 }
  .time { width: 18rem } .type { width: 12rem }
  code { font: .85em/1.5 ui-monospace, monospace; unicode-bidi: isolate }
  .muted { color: #777; font-size: .85em }
`;

/** Allows the page nothing but its own style: no script, no image, no form, no frame around it. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The newest events of each task, for a browser. Their texts may be hostile. */
export function pageOf(tasks: readonly TaskEvents[]): string {
  const content =
    tasks.length === 0 ? html`<p>No event has been received yet.</p>` : html`${tasks.map((task) => section(task))}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${REFRESH_SECONDS}">
<title>RTC callbacks</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>Callbacks of Volcengine RTC</h1>
<p>The ${TASKS} tasks with the newest events, and the ${EVENTS_OF_EACH} newest events of each.</p>
${content}
</body>
</html>
`.text;
}

function section({ appId, roomId, taskId, events, newest }: TaskEvents): Html {
  return html`
<section>
<h2>App ${shown(appId)}, room ${shown(roomId)}, task ${shown(taskId)} <span class="muted">(${events} ${events === 1 ? "event" : "events"})</span></h2>
<table>
<tr><th class="time">Happened</th><th class="type">Type</th><th>Data</th></tr>
${newest.map(row)}
</table>
</section>
`;
}

function row({ eventId, eventTime, eventType, eventData, receivedAt }: StoredEvent): Html {
  return html`<tr><td>${visible(eventTime)}<br><span class="muted">received ${receivedAt}</span></td>
<td>${visible(eventType)}</td>
<td><code>${visible(eventData, LONGEST_DATA)}</code><br><span class="muted">event ${visible(eventId)}</span></td></tr>
`;
}

function shown(id: string): Html {
  return id === "" ? html`<span class="muted">not named</span>` : html`<code>${visible(id)}</code>`;
}
