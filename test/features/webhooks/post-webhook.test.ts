import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { postWebhook, RESPONSE_BYTES_MAX } from "#features/webhooks/post-webhook";

import { aHost, SECRET, type Host } from "../../fixtures/webhooks";

let keys: readonly CryptoKey[];
beforeAll(async () => {
  const bytes = Uint8Array.fromBase64(SECRET.slice("whsec_".length));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  keys = [await crypto.subtle.importKey("raw", bytes, hmac, false, ["sign"])];
});

const NOW = Date.parse("2026-11-24T12:00:00.000Z");
const post = (host: Host, over: { timeoutMs?: number; url?: string } = {}) =>
  postWebhook(env, {
    url: host.url,
    id: "evt_01k9zq3v6m8r2t4w6y8a0c2e4g",
    body: "{}",
    opened: { keys, headers: {} },
    nowMs: NOW,
    ...over,
  });

/** A body that comes piece by piece, as long as somebody reads. */
function endless(): {
  body: ReadableStream<Uint8Array>;
  pieces: () => number;
  left: () => boolean;
} {
  let pieces = 0;
  let left = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        pieces += 1;
        controller.enqueue(new Uint8Array(1_000).fill(97));
      },
      cancel: () => void (left = true),
    },
    { highWaterMark: 0 },
  );
  return { body, pieces: () => pieces, left: () => left };
}

describe("an attempt", () => {
  test("fails on a redirect and does not follow it, wherever it leads", async ({ expect }) => {
    const host = aHost();
    const location = "http://169.254.169.254/latest/meta-data";
    host.answer = () => new Response(null, { status: 302, headers: { location } });
    expect(await post(host)).toMatchObject({ statusCode: 302, error: "redirected" });
    expect(host.posts.length).toBe(1);
  });

  test("fails when nothing comes in time", async ({ expect }) => {
    const host = aHost();
    host.answer = () => new Promise(() => undefined);
    expect(await post(host, { timeoutMs: 30 })).toMatchObject({
      statusCode: null,
      error: "timeout",
      response: null,
    });
  });

  test("fails when the answer begins and never ends", async ({ expect }) => {
    const host = aHost();
    host.answer = () =>
      new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array([104, 105])) }));
    expect(await post(host, { timeoutMs: 30 })).toMatchObject({
      statusCode: 200,
      error: "timeout",
      response: "hi",
    });
  });

  test("reads the beginning of an endless answer and leaves it", async ({ expect }) => {
    const host = aHost();
    const { body, pieces, left } = endless();
    host.answer = () => new Response(body);
    const posted = await post(host);
    expect(posted.error).toBeNull();
    expect(posted.response?.length).toBe(RESPONSE_BYTES_MAX);
    expect(pieces()).toBeLessThan(10);
    expect(left()).toBe(true);
  });

  test("fails when the connection breaks off amid the answer", async ({ expect }) => {
    const host = aHost();
    host.answer = () => {
      let pulls = 0;
      const pull = (c: ReadableStreamDefaultController<Uint8Array>) =>
        (pulls += 1) === 1 ? c.enqueue(new Uint8Array([104])) : c.error(new Error("reset"));
      return new Response(new ReadableStream({ pull }));
    };
    expect(await post(host)).toMatchObject({ statusCode: 200, error: "broken_off", response: "h" });
  });

  test("fails when nobody is there, or the certificate is no good", async ({ expect }) => {
    const host = aHost();
    host.answer = () => Promise.reject(new TypeError("certificate has expired"));
    expect(await post(host)).toMatchObject({ statusCode: null, error: "unreachable" });
  });

  test("succeeds with any 2xx, with or without a body", async ({ expect }) => {
    const host = aHost();
    for (const status of [200, 201, 202, 204]) {
      host.answer = () => new Response(null, { status });
      expect(await post(host)).toMatchObject({ statusCode: status, error: null, response: null });
    }
  });

  test("tells 410 from other refusals, and what wait a full receiver asks for", async ({
    expect,
  }) => {
    const host = aHost();
    host.answer = () => new Response("gone", { status: 410 });
    expect(await post(host)).toMatchObject({ error: "gone", response: "gone" });
    for (const [status, seconds] of [
      [429, 999_999],
      [503, 999_999],
      [500, null],
    ] as const) {
      host.answer = () => new Response("", { status, headers: { "retry-after": "999999" } });
      expect(await post(host)).toMatchObject({ error: "http_status", retryAfterSeconds: seconds });
    }
  });

  test("keeps of an answer that is no text what can be kept", async ({ expect }) => {
    const host = aHost();
    host.answer = () => new Response(new Uint8Array([0, 255, 104]));
    expect((await post(host)).response).toBe("\uFFFD\uFFFDh");
  });

  test("is not made to a URL that is not allowed any more", async ({ expect }) => {
    const host = aHost();
    for (const url of ["https://10.0.0.1/", "http://localhost:1/", "https://a.nip.io/"])
      expect(await post(host, { url })).toMatchObject({ error: "url_not_allowed" });
    expect(host.posts).toEqual([]);
  });
});
