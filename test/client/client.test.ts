import { describe, test } from "vitest";

import { form, newClient, type Client } from "../../client/src/index.ts";
import { aTenant } from "../fixtures/tenant.ts";
import { fetchApi } from "../http/fetch-api.ts";
import { clientAs, fetchWorker, tokenOf } from "./caller.ts";

const url = "https://api.test";
const aContact = (n: number) => ({ phone: `+551198765${5000 + n}` });

const busy = (seconds: number) =>
  new Response(null, { status: 503, headers: { "retry-after": String(seconds) } });
const lost = () => {
  throw new TypeError("nobody answered");
};

/** The client with a network in front of the Worker that answers the first calls itself. */
async function behind(
  ...answers: readonly ((request: Request) => Response | Promise<Response>)[]
): Promise<{ readonly waqtor: Client; readonly keys: (string | null)[] }> {
  const keys: (string | null)[] = [];
  const waqtor = newClient({
    url,
    token: tokenOf(await aTenant()),
    waitMaxSeconds: 1,
    fetch: async (request) => {
      keys.push(request.headers.get("idempotency-key"));
      return (answers[keys.length - 1] ?? fetchWorker)(request);
    },
  });
  return { waqtor, keys };
}

describe("a call that changes something", () => {
  test("is made once, though its answer was lost and it was sent again", async ({ expect }) => {
    const done = async (request: Request) => {
      await fetchWorker(request);
      return lost();
    };
    const { waqtor, keys } = await behind(done);
    const made = await waqtor.post("/v1/contacts", { body: aContact(1) });
    expect(new Set(keys).size).toBe(1);
    expect(keys).toEqual([expect.any(String), keys[0]]);
    const all = await Array.fromAsync(waqtor.pages("/v1/contacts"));
    expect(all.map(({ id }) => id)).toEqual([made.id]);
  });

  test("has the key that the caller chose", async ({ expect }) => {
    const { waqtor, keys } = await behind();
    const header = { "Idempotency-Key": "order-7731" };
    await waqtor.post("/v1/contacts", { params: { header }, body: aContact(1) });
    expect(keys).toEqual(["order-7731"]);
  });

  test("is not sent again where a token works once", async ({ expect }) => {
    const { waqtor, keys } = await behind(lost);
    const again = waqtor.post("/v1/auth/refresh", { body: { refresh_token: "wqr_once" } });
    await expect(again).rejects.toThrow("nobody answered");
    expect(keys.length).toBe(1);
  });
});

describe("a call that the API cannot take now", () => {
  test("is made again when it said", async ({ expect }) => {
    const { waqtor, keys } = await behind(
      () => busy(0),
      () => busy(1),
    );
    const beginMs = Date.now();
    expect((await waqtor.post("/v1/contacts", { body: aContact(1) })).id).toMatch(/^con_/);
    expect(keys.length).toBe(3);
    expect(Date.now() - beginMs).toBeGreaterThanOrEqual(900);
  });

  test("is thrown when it is to wait longer than the caller would", async ({ expect }) => {
    const { waqtor, keys } = await behind(() => busy(2));
    await expect(waqtor.get("/v1/numbers")).rejects.toMatchObject({
      name: "ProblemError",
      status: 503,
      problem: undefined,
      retryAfterSeconds: 2,
      message: "GET /v1/numbers: 503 without a problem",
    });
    expect(keys.length).toBe(1);
  });

  test("is given up after four times", async ({ expect }) => {
    const { waqtor, keys } = await behind(...Array.from({ length: 9 }, () => () => busy(0)));
    await expect(waqtor.get("/v1/numbers")).rejects.toThrow("503");
    expect(keys.length).toBe(4);
  });
});

describe("what is refused", () => {
  test("is thrown in one line, with its code and fields", async ({ expect }) => {
    const waqtor = clientAs(tokenOf(await aTenant()));
    await expect(waqtor.post("/v1/contacts", { body: { phone: "+1" } })).rejects.toMatchObject({
      status: 422,
      code: "invalid_phone",
      problem: { retryable: false, errors: [{ pointer: "/phone" }] },
      message: expect.stringMatching(/^POST \/v1\/contacts: 422 invalid_phone: .+ · \/phone /),
    });
  });

  test("is refused by the compiler before, where the contract tells", async ({ expect }) => {
    const waqtor = clientAs();
    // @ts-expect-error -- a kind that no number has
    const kind = waqtor.post("/v1/numbers", { body: { kind: "telex" } });
    await expect(kind).rejects.toThrow("401 unauthenticated");
    // @ts-expect-error -- a member that no contact has
    const member = waqtor.post("/v1/contacts", { body: { fax: "+1" } });
    await expect(member).rejects.toThrow("401 unauthenticated");
    // @ts-expect-error -- a path whose id is missing
    const id = waqtor.get("/v1/contacts/{contact}");
    await expect(id).rejects.toThrow("401 unauthenticated");
  });
});

test("a list is read page by page, and no further than the loop goes", async ({ expect }) => {
  const { waqtor, keys } = await behind();
  for (const n of [1, 2, 3, 4]) await waqtor.post("/v1/contacts", { body: aContact(n) });
  const made = keys.length;
  const phones: (string | null)[] = [];
  for await (const { phone } of waqtor.pages("/v1/contacts", { params: { query: { limit: 2 } } })) {
    phones.push(phone);
    if (phones.length === 3) break;
  }
  expect(phones).toEqual([4, 3, 2].map((n) => aContact(n).phone));
  expect(keys.length - made).toBe(2);
});

test("a feed is read to its end", async ({ expect }) => {
  const waqtor = clientAs(tokenOf(await aTenant()));
  for (const n of [1, 2, 3]) await waqtor.post("/v1/contacts", { body: aContact(n) });
  const query = { after: 0, limit: 2 };
  const seqs = await Array.fromAsync(
    waqtor.pages("/v1/events", { params: { query } }),
    (e) => e.seq,
  );
  expect(seqs).toEqual([1, 2, 3]);
});

test("what was read changes under its version", async ({ expect }) => {
  const waqtor = clientAs(tokenOf(await aTenant()));
  const { id } = await waqtor.post("/v1/contacts", { body: aContact(1) });
  const path = { contact: id };
  const { response } = await waqtor.raw.GET("/v1/contacts/{contact}", { params: { path } });
  const header = { "If-Match": response.headers.get("etag") ?? "" };
  const change = { params: { path, header }, body: { name: "Bia" } };
  expect((await waqtor.patch("/v1/contacts/{contact}", change)).name).toBe("Bia");
  await expect(waqtor.patch("/v1/contacts/{contact}", change)).rejects.toMatchObject({
    code: "precondition_failed",
  });
});

test("a read brings the bookmark of the write before it, where reads come from replicas", async ({
  expect,
}) => {
  const brought: (string | null)[] = [];
  const told: (string | null)[] = [];
  const waqtor = newClient({
    url,
    token: tokenOf(await aTenant()),
    fetch: async (request) => {
      brought.push(request.headers.get("x-d1-bookmark"));
      const answer = await fetchApi(request.url, request, { D1_SESSIONS: "on" });
      told.push(answer.headers.get("x-d1-bookmark"));
      return answer;
    },
  });
  const { id } = await waqtor.post("/v1/contacts", { body: aContact(1) });
  await waqtor.get("/v1/contacts/{contact}", { params: { path: { contact: id } } });
  await waqtor.get("/v1/contacts");
  expect(told).toEqual([expect.any(String), null, null]);
  expect(brought).toEqual([null, told[0], told[0]]);
});

test("a file goes up as a form, and comes down as it was", async ({ expect }) => {
  const waqtor = clientAs(tokenOf(await aTenant()));
  const file = new File(["Bread, 6 am to 6 pm"], "menu.txt", { type: "text/plain" });
  const { id } = await waqtor.post("/v1/media", { body: form({ file }) });
  const path = { id };
  const bytes = await waqtor.get("/v1/media/{id}/content", { params: { path }, parseAs: "text" });
  expect(bytes).toBe("Bread, 6 am to 6 pm");
});

describe("the events", () => {
  test("go on behind the last one when the stream breaks", async ({ expect }) => {
    const tenant = await aTenant();
    const asked: (string | null)[] = [];
    const cut = async (request: Request) => {
      asked.push(request.headers.get("last-event-id"));
      const response = await fetchWorker(request);
      if (asked.length > 1 || response.body === null) return response;
      return new Response(firstFrames(response.body, 2), response);
    };
    const waqtor = newClient({ url, token: tokenOf(tenant), fetch: cut });
    const maker = clientAs(tokenOf(tenant));
    for (const n of [1, 2, 3]) await maker.post("/v1/contacts", { body: aContact(n) });
    const seqs: number[] = [];
    for await (const { seq } of waqtor.events({ after: 0, types: ["contact.created"] })) {
      seqs.push(seq);
      if (seqs.length === 3) break;
    }
    expect(seqs).toEqual([1, 2, 3]);
    expect(asked.slice(0, 2)).toEqual([null, "1"]);
  });

  test("end with what the caller says", async ({ expect }) => {
    const waqtor = clientAs(tokenOf(await aTenant()));
    const stop = new AbortController();
    const next = waqtor.events({ signal: stop.signal }).next();
    stop.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
  });

  test("throw what was refused", async ({ expect }) => {
    await expect(clientAs("wq_nobody").events().next()).rejects.toMatchObject({ status: 401 });
  });
});

/** The stream up to its nth empty line. */
function firstFrames(body: ReadableStream<Uint8Array>, n: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const [decoder, encoder] = [new TextDecoder(), new TextEncoder()];
  let left = n;
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await reader.read();
      const frames = decoder.decode(value).split(/(?<=\n\n)/);
      if (value !== undefined) controller.enqueue(encoder.encode(frames.slice(0, left).join("")));
      left -= frames.length;
      if (done || left <= 0) {
        controller.close();
        await reader.cancel();
      }
    },
    cancel: () => reader.cancel(),
  });
}
