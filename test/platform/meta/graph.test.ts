import { afterEach, beforeEach, describe, test, vi, type MockInstance } from "vitest";

import type { ScopedContext } from "#platform/context";
import { graphOf, graphWith, tokenSealedAt } from "#platform/meta/graph";
import { seal } from "#platform/secrets/envelope";

import { aTenant } from "../../fixtures/tenant.ts";

const PHONE_NUMBER_ID = "106540352242922";
const number = {
  kind: "cloud",
  phoneNumberId: PHONE_NUMBER_ID,
  accessToken: "EAAG-token",
} as const;
const REFUSAL = {
  error: {
    message: "(#130429) Rate limit hit",
    type: "OAuthException",
    code: 130429,
    error_data: { messaging_product: "whatsapp", details: "Throughput has been reached." },
    fbtrace_id: "Az8or2yhqkZfEZ",
    is_transient: false,
  },
};

let outside: MockInstance<typeof fetch>;
let ctx: ScopedContext;

beforeEach(async () => {
  ({ ctx } = await aTenant());
  outside = vi.spyOn(globalThis, "fetch");
});
afterEach(() => vi.restoreAllMocks());

const answers = (body: unknown, status = 200) =>
  outside.mockImplementation(async () => Response.json(body, { status }));

describe("sendMessage", () => {
  const body = {
    messaging_product: "whatsapp",
    to: "+34600111222",
    type: "text",
    text: { body: "hi" },
  };
  const send = () => graphWith(ctx, number).sendMessage(body);

  test.for(["", "not a number", "+0034600", null])(
    "an id of an account that is none (%j) is not learned, and the message is with Meta",
    async (waId, { expect }) => {
      answers({ contacts: [{ input: "x", wa_id: waId }], messages: [{ id: "wamid.1" }] });
      expect(await send()).toMatchObject({ type: "accepted", wamid: "wamid.1", waId: null });
    },
  );

  test("a plus before the digits of an id is none of it", async ({ expect }) => {
    answers({ contacts: [{ wa_id: "+34600111222" }], messages: [{ id: "wamid.1" }] });
    expect(await send()).toMatchObject({ type: "accepted", waId: "34600111222" });
  });

  test("posts the body as it is given, with the number's token", async ({ expect }) => {
    answers({
      contacts: [{ input: "+34600111222", wa_id: "34600111222" }],
      messages: [{ id: "wamid.1" }],
    });
    expect(await send()).toEqual({
      type: "accepted",
      wamid: "wamid.1",
      waId: "34600111222",
      userId: null,
      held: false,
    });
    expect(outside).toHaveBeenCalledTimes(1);
    const [url, init] = outside.mock.calls[0] ?? [];
    expect(url).toBe(`https://graph.facebook.com/v26.0/${PHONE_NUMBER_ID}/messages`);
    expect(init?.method).toBe("POST");
    expect(init?.body).toBe(JSON.stringify(body));
    expect(new Headers(init?.headers).get("authorization")).toBe("Bearer EAAG-token");
    expect(init?.redirect).toBe("manual");
  });

  test("reads an answer for a user id, and a message that is held", async ({ expect }) => {
    answers({
      contacts: [{ input: "US.1", user_id: "US.13491208655302741918" }],
      messages: [{ id: "wamid.2", message_status: "held_for_quality_assessment" }],
    });
    expect(await send()).toMatchObject({
      waId: null,
      userId: "US.13491208655302741918",
      held: true,
    });
  });

  test.for([400, 401, 500, 503, 200])(
    "an error envelope is a refusal, whatever the status (%i)",
    async (status, { expect }) => {
      answers(REFUSAL, status);
      expect(await send()).toEqual({
        type: "refused",
        error: {
          code: 130429,
          subcode: null,
          title: "(#130429) Rate limit hit",
          detail: "Throughput has been reached.",
          fbtraceId: "Az8or2yhqkZfEZ",
          isTransient: false,
          retryAfterMs: null,
        },
      });
    },
  );

  test("a bare 429 was not accepted", async ({ expect }) => {
    outside.mockImplementation(async () => new Response("slow down", { status: 429 }));
    expect(await send()).toMatchObject({
      type: "refused",
      error: { code: 429, isTransient: true },
    });
  });

  test("a bare 429 says how long to wait, in seconds or as a date", async ({ expect }) => {
    const wait = (after: string) =>
      outside.mockImplementation(
        async () => new Response(null, { status: 429, headers: { "retry-after": after } }),
      );
    wait("120");
    expect(await send()).toMatchObject({ error: { retryAfterMs: 120_000 } });
    wait(new Date(Date.now() - 1000).toUTCString());
    expect(await send()).toMatchObject({ error: { retryAfterMs: 0 } });
    wait("soon");
    expect(await send()).toMatchObject({ error: { retryAfterMs: null } });
  });

  test.for([
    ["HTML", 404, () => new Response("<html>", { status: 404 })],
    ["nothing", 403, () => new Response(null, { status: 403 })],
    ["JSON of another shape", 400, () => Response.json({ no: 1 }, { status: 400 })],
    ["an error without a code", 401, () => Response.json({ error: {} }, { status: 401 })],
  ] as const)("%s with a %i is a refusal for good", async ([, code, response], { expect }) => {
    outside.mockImplementation(async () => response());
    expect(await send()).toMatchObject({ type: "refused", error: { code, isTransient: false } });
  });

  test("a subcode says what of a general code is meant", async ({ expect }) => {
    answers({ error: { message: "(#100)", code: "100", error_subcode: 33 } }, 400);
    expect(await send()).toMatchObject({ error: { code: 100, subcode: 33 } });
  });

  test.for([
    ["a 5xx without an envelope", () => new Response("<html>", { status: 502 }), "server_error"],
    [
      "a 5xx whose error has no code",
      () => Response.json({ error: {} }, { status: 500 }),
      "server_error",
    ],
    ["a 408", () => new Response(null, { status: 408 }), "unreadable"],
    ["a 200 that is not JSON", () => new Response("ok"), "unreadable"],
    ["a 200 without a message id", () => Response.json({ messages: [] }), "unreadable"],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://x.example" } }),
      "unreadable",
    ],
  ] as const)("%s is unknown", async ([, response, reason], { expect }) => {
    outside.mockImplementation(async () => response());
    expect(await send()).toEqual({ type: "unknown", reason });
  });

  test("a call that throws or times out is unknown, and is not tried again", async ({ expect }) => {
    outside.mockRejectedValueOnce(new TypeError("connection lost"));
    expect(await send()).toEqual({ type: "unknown", reason: "unreachable" });
    outside.mockRejectedValueOnce(new DOMException("too long", "TimeoutError"));
    expect(await send()).toEqual({ type: "unknown", reason: "timeout" });
    expect(outside).toHaveBeenCalledTimes(2);
  });

  test("a body that breaks off is unknown", async ({ expect }) => {
    outside.mockImplementation(
      async () =>
        new Response(new ReadableStream({ start: (c) => c.error(new TypeError("reset")) })),
    );
    expect(await send()).toEqual({ type: "unknown", reason: "unreachable" });
  });

  test("no log line repeats what Meta said, the token or the body", async ({ expect }) => {
    const lines = (["log", "info", "warn", "error"] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => undefined),
    );
    answers(REFUSAL, 400);
    await send();
    outside.mockImplementation(async () => new Response("canary-answer", { status: 500 }));
    await send();
    const logged = lines.flatMap((spy) => spy.mock.calls.flat()).join("\n");
    expect(logged).toContain("graph.unknown");
    for (const canary of ["Rate limit hit", "Throughput", "canary-answer", "EAAG", "34600111222"])
      expect(logged).not.toContain(canary);
  });
});

describe("where a number's calls go", () => {
  test("a cloud number's stored token is opened for its calls", async ({ expect }) => {
    answers({ messages: [{ id: "wamid.3" }] });
    const id = ctx.newId("number");
    const tokenSealed = await seal(ctx.env, tokenSealedAt(ctx, id), "EAAG-stored");
    const graph = await graphOf(ctx, { id, kind: "cloud", phoneNumberId: "1", tokenSealed });
    await graph.sendMessage({});
    const [, init] = outside.mock.calls[0] ?? [];
    expect(new Headers(init?.headers).get("authorization")).toBe("Bearer EAAG-stored");
  });

  test("a token that was copied from another number does not open", async ({ expect }) => {
    const tokenSealed = await seal(ctx.env, tokenSealedAt(ctx, ctx.newId("number")), "EAAG-stored");
    const id = ctx.newId("number");
    await expect(
      graphOf(ctx, { id, kind: "cloud", phoneNumberId: "1", tokenSealed }),
    ).rejects.toMatchObject({ code: "internal" });
    expect(outside).not.toHaveBeenCalled();
  });

  test("a sandbox number never calls the outside", async ({ expect }) => {
    const made = await ctx.sandbox.createNumber({ name: "Test" });
    const graph = graphWith(ctx, {
      kind: "sandbox",
      phoneNumberId: made.phone_number_id,
      accessToken: made.access_token,
    });
    const numbers = await graph.listWabaNumbers(made.waba_id);
    expect(numbers).toEqual({ type: "ok", value: [made.phone_number_id] });
    expect(outside).not.toHaveBeenCalled();
  });
});

test("all pages of an account's numbers are read", async ({ expect }) => {
  outside.mockImplementation(async (url) =>
    Response.json(
      new Request(url).url.includes("after=")
        ? { data: [{ id: "2" }], paging: { cursors: { before: "b", after: "c" } } }
        : {
            data: [{ id: "1" }],
            paging: { cursors: { before: "a", after: "b" }, next: "https://graph.facebook.com/x" },
          },
    ),
  );
  expect(await graphWith(ctx, number).listWabaNumbers("77")).toEqual({
    type: "ok",
    value: ["1", "2"],
  });
});
