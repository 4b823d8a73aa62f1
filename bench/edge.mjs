// What stands between the product and a browser in production: files and answers are compressed on their way.
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";

const COMPRESSIBLE = /^(text\/|application\/(json|javascript|problem\+json)|image\/svg)/;

/** @returns `{ url, stop }`: the same server, gzipped. */
export async function startEdge(origin) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const {
      host: _host,
      connection: _connection,
      "accept-encoding": _accept,
      ...headers
    } = request.headers;
    const answer = await fetch(`${origin}${request.url}`, {
      method: request.method,
      headers,
      redirect: "manual",
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    const packs = COMPRESSIBLE.test(answer.headers.get("content-type") ?? "");
    response.statusCode = answer.status;
    for (const [name, value] of answer.headers)
      if (!/^(content-(length|encoding)|transfer-encoding|connection|keep-alive)$/.test(name))
        response.setHeader(name, value);
    if (packs) response.setHeader("content-encoding", "gzip");
    response.end(packs ? gzipSync(body) : body);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections?.()),
  };
}
