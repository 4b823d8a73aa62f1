// Serves the stand-in of OpenRouter on this machine: `npm start` does when there is no OPENROUTER_API_KEY.
// By itself: node scripts/stand-ins/openrouter.mjs [port]
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

import { openRouter } from "./openrouter.ts";

const BODY_BYTES_MAX = 1_048_576;

/**
 * Listen on this machine alone.
 *
 * @param port 0 for any that is free.
 * @returns `{ url, stop }`: `url` is what `OPENROUTER_URL` takes.
 */
export async function serveOpenRouter({ port = 0, models } = {}) {
  const standIn = openRouter(models);
  const server = createServer(async (request, response) => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    try {
      const answer = await standIn.fetch(`http://127.0.0.1${request.url}`, {
        method: request.method,
        headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ...(request.method === "POST" ? { body: await bodyOf(request) } : {}),
        signal: gone.signal,
      });
      standIn.arrived.length = 0;
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    } catch {
      response.destroy();
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${server.address().port}/api/v1`, stop };
}

async function bodyOf(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new Error("the body is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  console.log((await serveOpenRouter({ port: Number(process.argv[2] ?? 0) })).url);
