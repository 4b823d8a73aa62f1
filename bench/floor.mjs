// The least a webhook endpoint can do and still be honest: HMAC over the bytes, one call to an object, one SQLite insert.
import { DurableObject } from "cloudflare:workers";

export class FloorObject extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS mail(seq INTEGER PRIMARY KEY, body TEXT)");
  }
  append(body) {
    this.ctx.storage.sql.exec("INSERT INTO mail(body) VALUES(?)", body);
  }
}

let key;
const importKey = (secret) =>
  crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );

export default {
  async fetch(request, env) {
    const bytes = await request.arrayBuffer();
    key ??= await importKey(env.META_APP_SECRET);
    const hex = request.headers.get("x-hub-signature-256")?.slice("sha256=".length) ?? "";
    if (!(await crypto.subtle.verify("HMAC", key, Uint8Array.fromHex(hex), bytes)))
      return new Response(null, { status: 401 });
    await env.FLOOR.getByName("floor").append(new TextDecoder().decode(bytes));
    return new Response("ok");
  },
};
