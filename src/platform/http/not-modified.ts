/**
 * Conditional reads by RFC 9110 §13.1.2: who has an answer already is told so with 304 and no body. A resource's version does
 * not change with all that its answer shows (when a person last wrote, where a campaign's messages stand), so the entity tag
 * names the content too: `"<version>.<hash>"`. For `If-Match` the version alone counts; see `checkIfMatch`.
 */
import { createMiddleware } from "hono/factory";

import { sha256Hex } from "#platform/hash";
import { etagsOf, HASH_DIGITS, versionOf } from "#platform/http/etag";
import type { AppEnv } from "#platform/http/router";

/** What of a 200 a 304 carries as well, by RFC 9110 §15.4.5, is every header that does not tell of a body. */
const OF_THE_BODY = ["content-type", "content-length"];

/** Complete the tag of every answer that has one, and answer 304 to a read whose `If-None-Match` names it. */
export const notModified = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const version = c.res.headers.get("etag");
  if (version === null || !c.res.ok || !isDocument(c.res)) return;
  const hash = await sha256Hex(await c.res.clone().arrayBuffer());
  const etag = `${versionOf(version).slice(0, -1)}.${hash.slice(0, HASH_DIGITS)}"`;
  c.res.headers.set("etag", etag);
  const known = c.req.header("if-none-match");
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  if (!isRead || known === undefined || !isNamed(known, etag)) return;
  const headers = new Headers(c.res.headers);
  for (const name of OF_THE_BODY) headers.delete(name);
  c.res = undefined;
  c.res = new Response(null, { status: 304, headers });
});

/** A file's tag is of its content already, and its bytes are never held to hash them. */
const isDocument = ({ headers }: Response): boolean =>
  headers.get("content-type")?.includes("json") === true;

const isNamed = (known: string, etag: string): boolean =>
  known.trim() === "*" || etagsOf(known).includes(etag);
