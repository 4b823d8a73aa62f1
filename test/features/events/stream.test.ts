import { describe, onTestFinished, test, vi } from "vitest";

import type { NewEvent } from "#core/event/catalogue";
import { deleteApiKey } from "#features/api-keys/delete-api-key";
import { eventStream, STREAM_TIMES, type StreamTimes } from "#features/events/event-stream";
import { forgetOldEvents } from "#features/events/index";
import { streamEvents, type StreamAsk } from "#features/events/stream-events";
import { STREAMS_MAX } from "#objects/session/streams";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { ask, call } from "../../fixtures/call";
import { framesOf, type Frames } from "../../fixtures/event-stream";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import { until } from "../../fixtures/until";

const contactCreated = (): NewEvent => ({
  type: "contact.created",
  data: { contact_id: newId("contact") },
});
const campaignPaused = (): NewEvent => ({
  type: "campaign.paused",
  data: { campaign_id: newId("campaign"), reason: "requested" },
});
const tell = (ctx: ScopedContext, ...events: readonly NewEvent[]) =>
  commit(ctx, { statements: [], events });
const many = (count: number) => Array.from({ length: count }, contactCreated);

/** Open a stream by the API; the test ends it. */
async function open(
  tenant: TenantFixture,
  query = "",
  headers: Readonly<Record<string, string>> = {},
): Promise<Frames> {
  const response = await ask(tenant, `GET /events/stream${query}`, undefined, headers);
  const frames = framesOf(response.body);
  onTestFinished(() => frames.stop());
  return frames;
}

/** Open one behind the API, with times of the test's. */
async function openWith(
  { ctx }: TenantFixture,
  times: Partial<StreamTimes>,
  over: Partial<StreamAsk> = {},
): Promise<Frames> {
  const asked = { after: 0, types: undefined, lastEventId: undefined, ...over };
  const proveAgain = over.proveAgain ?? (() => Promise.resolve(ctx.actor));
  const body = await streamEvents(ctx, { ...asked, proveAgain }, { ...STREAM_TIMES, ...times });
  const frames = framesOf(body);
  onTestFinished(() => frames.stop().catch(() => undefined));
  return frames;
}

async function seqs(frames: Frames, count: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count) seen.push(Number((await frames.event()).id));
  return seen;
}

const upTo = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("GET /v1/events/stream", () => {
  test("tells each event as the feed does, with its sequence and type", async ({ expect }) => {
    const tenant = await aTenant();
    await tell(tenant.ctx, contactCreated(), campaignPaused());
    const response = await ask(tenant, "GET /events/stream?after=0");
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/event-stream",
    ]);
    const frames = framesOf(response.body);
    const told = [await frames.event(), await frames.event()];
    await frames.stop();
    const feed = (await call(tenant, "GET /events")).body.data ?? [];
    expect(told.map(({ id, event, data }) => [Number(id), event, JSON.parse(data ?? "")])).toEqual(
      feed.map((event) => [event["seq"], event["type"], event]),
    );
  });

  test("begins with what is told from now on, and says where that is", async ({ expect }) => {
    const tenant = await aTenant();
    await tell(tenant.ctx, ...many(3));
    const frames = await open(tenant);
    expect((await frames.next())?.id).toBe("3");
    await tell(tenant.ctx, contactCreated());
    expect(await seqs(frames, 1)).toEqual([4]);
  });

  test("is poked by a commit: nobody waits for the next heartbeat", async ({ expect }) => {
    const tenant = await aTenant();
    const frames = await openWith(tenant, { heartbeatMs: 10 * 60_000 });
    await frames.next();
    for (let seq = 1; seq <= 5; seq++) {
      const next = frames.event();
      await tell(tenant.ctx, contactCreated());
      expect((await next).id).toBe(String(seq));
    }
  });

  test("looks by itself when a poke was lost", async ({ expect }) => {
    const tenant = await aTenant();
    const frames = await openWith(tenant, { heartbeatMs: 30 });
    await frames.next();
    await tell(
      { ...tenant.ctx, defer: () => undefined, session: deaf(tenant.ctx) },
      contactCreated(),
    );
    expect((await frames.event()).id).toBe("1");
  });

  test("brings a client that missed 10,000 events all of them once, by stream and by feed, wherever it was cut off", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    for (let i = 0; i < 20; i++) await tell(tenant.ctx, ...many(i % 2 === 0 ? 1 : 999));
    const all = upTo(1, 10_000);
    const streamed: number[] = [];
    for (const end of [1, 100, 200, 301, 3_000, 10_000]) {
      const last = streamed.at(-1) ?? 0;
      const frames = await openWith(tenant, { heartbeatMs: 100 }, { lastEventId: last });
      while ((streamed.at(-1) ?? 0) < end) {
        const frame = await frames.next();
        // It says so when nothing is left.
        if (frame?.comment !== undefined) break;
        if (frame?.data !== undefined) streamed.push(Number(frame.id));
      }
      await frames.stop();
    }
    expect(streamed).toEqual(all);
    const fed: unknown[] = [];
    for (let after = 0, more = true; more;) {
      const { body } = await call(tenant, `GET /events?limit=100&after=${after}`);
      fed.push(...(body.data ?? []).map(({ seq }) => seq));
      [after, more] = [Number(body["next_after"]), body["has_more"] === true];
    }
    expect(fed).toEqual(all);
  });

  test("leaves out other types, and says how far it looked", async ({ expect }) => {
    const tenant = await aTenant();
    await tell(tenant.ctx, campaignPaused(), ...many(1_500), campaignPaused(), contactCreated());
    const frames = await openWith(tenant, { heartbeatMs: 30 }, { types: ["campaign.paused"] });
    expect(await seqs(frames, 2)).toEqual([1, 1_502]);
    const heartbeat = await frames.next();
    expect(heartbeat).toMatchObject({ comment: "here", id: "1503", data: undefined });
    expect(await frames.next()).toMatchObject({ comment: "here", id: undefined });
  });

  test("tells another workspace nothing", async ({ expect }) => {
    const [mine, other] = [await aTenant(), await aTenant()];
    const frames = await open(mine);
    await frames.next();
    await tell(other.ctx, contactCreated());
    await tell(mine.ctx, campaignPaused());
    const { data = "" } = await frames.event();
    expect(JSON.parse(data)).toMatchObject({
      type: "campaign.paused",
      workspace_id: mine.tenant.id,
    });
  });

  test("says what is gone, and refuses what is no sequence, no type and no credential", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    for (let i = 0; i < 3; i++) await tell(tenant.ctx, contactCreated());
    await forgetOldEvents({ ...tenant.ctx, nowMs: () => Date.now() + 31 * 86_400_000 });
    const gone = await call(tenant, "GET /events/stream?after=1");
    expect([gone.status, gone.body["code"], gone.body["oldest_seq"]]).toEqual([
      410,
      "cursor_expired",
      3,
    ]);
    for (const id of ["x", "-1", "1.5", "9".repeat(30)]) {
      const refused = await call(tenant, "GET /events/stream", undefined, { "last-event-id": id });
      expect([refused.status, refused.body["code"]]).toEqual([400, "invalid_request"]);
      expect(refused.body.errors?.[0]?.pointer).toBe("/Last-Event-ID");
    }
    const unknown = await call(tenant, "GET /events/stream?types=message.gone");
    expect(unknown.body["code"]).toBe("out_of_range");
    const nobody = await call({ headers: {} }, "GET /events/stream");
    expect([nobody.status, nobody.body["code"]]).toEqual([401, "unauthenticated"]);
    const inUrl = await call({ headers: {} }, `GET /events/stream?token=${tenant.apiKey}`);
    expect([inUrl.status, inUrl.body["code"]]).toEqual([400, "key_in_url"]);
    const without = await aTenant({ scopes: ["inbox:read"] });
    expect((await call(without, "GET /events/stream")).body["code"]).toBe("missing_scope");
  });

  test("ends within half a minute when its key is revoked", async ({ expect }) => {
    const tenant = await aTenant();
    const frames = await open(tenant);
    await frames.next();
    const keyId = `key_${tenant.apiKey.split("_")[1]}`;
    await deleteApiKey(tenant.ctx, keyId);
    const nowMs = Date.now();
    const clock = vi.spyOn(Date, "now").mockImplementation(() => nowMs + 30_000);
    onTestFinished(() => clock.mockRestore());
    await tell(tenant.ctx, contactCreated());
    expect(await frames.next()).toBeUndefined();
  });

  test("ends by itself, and when the credential may read no events any more", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const short = await openWith(tenant, { heartbeatMs: 10, lifetimeMs: 100 });
    let beats = 0;
    for (let frame = await short.next(); frame !== undefined; frame = await short.next())
      beats += 1;
    expect(beats).toBeGreaterThan(1);
    const demoted = {
      kind: "api_key",
      id: newId("apiKey"),
      scopes: ["inbox:read"],
      numbers: null,
    } as const;
    const other = await openWith(
      tenant,
      { heartbeatMs: 10, recheckMs: 20 },
      { proveAgain: () => Promise.resolve(demoted) },
    );
    while ((await other.next()) !== undefined);
  });

  test("tells a limited credential of its numbers and of nobody's, and ends when they change", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const [shown, hidden] = [newId("number"), newId("number")];
    const about = (number_id: string): NewEvent =>
      ({
        type: "number.name_changed",
        data: { number_id, kind: "sandbox", waba_id: "1", phone_number_id: "2" },
      }) as NewEvent;
    const made = (
      await tell(tenant.ctx, contactCreated(), about(hidden), campaignPaused(), about(shown))
    ).seq;
    expect(made).toBe(4);
    const actor = {
      kind: "api_key",
      id: newId("apiKey"),
      scopes: ["events:read"],
      numbers: [shown],
    } as const;
    const limited = { ...tenant, ctx: { ...tenant.ctx, actor } };
    const frames = await openWith(
      limited,
      { heartbeatMs: 10, recheckMs: 20 },
      { proveAgain: () => Promise.resolve({ ...actor, numbers: null }) },
    );
    expect(await seqs(frames, 2)).toEqual([1, 4]);
    while ((await frames.next()) !== undefined);
  });

  test("is open so many times at once and not once more, until one ends", async ({ expect }) => {
    const tenant = await aTenant();
    const opened: Frames[] = [];
    for (let i = 0; i < STREAMS_MAX; i++) opened.push(await openWith(tenant, {}));
    const refused = await call(tenant, "GET /events/stream");
    expect([refused.status, refused.body["code"]]).toEqual([429, "quota_exceeded"]);
    await opened[0]?.stop();
    await until(async () => {
      const again = await ask(tenant, "GET /events/stream");
      await again.body?.cancel();
      return again.status === 200;
    });
  });
});

describe("a reader that is slow", () => {
  const page = (after: number) => ({
    events: upTo(after + 1, after + 100).map((seq) => ({
      seq,
      atMs: 1,
      type: "contact.created" as const,
      data: { contact_id: newId("contact") },
    })),
    edge: after + 100,
    isFull: true,
    before: 0,
    latest: 1_000_000,
  });

  function endless(times: Partial<StreamTimes>) {
    const reads: number[] = [];
    let isClosed = false;
    const stream = eventStream(
      {
        read: (after) => Promise.resolve(void reads.push(after)).then(() => page(after)),
        view: ({ seq, type, data }) => ({
          id: newId("event"),
          seq,
          type,
          created_at: "2026-11-24T12:00:00.000Z",
          workspace_id: newId("tenant"),
          data: { ...data },
        }),
        isStillGood: () => Promise.resolve(true),
        pokes: { wait: () => Promise.resolve(), close: () => void (isClosed = true) },
      },
      { afterSeq: 0, times: { ...STREAM_TIMES, ...times } },
    );
    return { stream, reads, isClosed: () => isClosed };
  }

  test("has read for it what it takes and no more", async ({ expect }) => {
    const { stream, reads, isClosed } = endless({});
    const reader = stream.getReader();
    for (let piece = 0; piece < 4; piece++) {
      await reader.read();
      await scheduler.wait(20);
      expect(reads.length).toBe(piece);
    }
    await reader.cancel();
    expect(isClosed()).toBe(true);
  });

  test("is cut off when it takes nothing any more", async ({ expect }) => {
    const { stream, isClosed } = endless({ stalledMs: 30 });
    const reader = stream.getReader();
    await reader.read();
    await reader.read();
    await until(isClosed);
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow("nobody reads");
  });
});

/** A session that is told of no commit. */
const deaf = (ctx: ScopedContext): ScopedContext["session"] =>
  new Proxy(ctx.session, {
    get: (target, name) =>
      name === "committed" ? () => Promise.resolve(true) : (Reflect.get(target, name) as unknown),
  });
