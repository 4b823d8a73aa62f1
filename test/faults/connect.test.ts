import { env } from "cloudflare:workers";
import { afterEach, describe, test, vi } from "vitest";

import { connectNumber } from "#features/numbers/connect-number";
import { disconnectNumber } from "#features/numbers/disconnect-number";
import { sweepNumbers } from "#features/numbers/index";
import { claimRoutes } from "#features/numbers/routing";
import type { ConnectNumberBody } from "#features/numbers/schemas";
import type { ConnectedNumber } from "#features/numbers/schemas-graph";
import { AlreadyAnswered } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { findAnswer } from "#platform/idempotency";

import { ask } from "../fixtures/call.ts";
import { quiet } from "../fixtures/campaign.ts";
import { aMetaNumber, connectAnswers, mockGraph } from "../fixtures/graph.ts";
import { aTenant, type TenantFixture } from "../fixtures/tenant.ts";
import { deaths, mortal } from "./mortal.ts";

afterEach(() => vi.restoreAllMocks());

const CALLER = {
  actor: {
    kind: "api_key",
    id: "key_01k9zq3v6m8r2t4w6y8a0c2e4g",
    scopes: ["numbers:write"],
    numbers: null,
  },
  origin: { requestId: "req-1", ip: "203.0.113.9", userAgent: "test-agent/1" },
} as const;
const KEY = { keyHash: "key", fingerprint: "body" };
/** More calls than a connection makes, so that the last deaths come too late. */
const CALLS = 10;
const MINUTE_MS = 60_000;

/** Right after a sandbox connection took its routes: answer, rows, number, pending row, routes. */
const AFTER_CLAIM = { atCall: 5, afterEffect: true };

const KINDS = ["cloud", "sandbox"] as const;

/** Something to connect, and a workspace that asks for it with a key. */
async function anAct(kind: (typeof KINDS)[number]) {
  const { ctx } = await aTenant();
  const meta = aMetaNumber();
  mockGraph(connectAnswers(meta));
  const { wabaId: waba_id, phoneNumberId: phone_number_id } = meta;
  const input: ConnectNumberBody =
    kind === "cloud"
      ? { kind, waba_id, phone_number_id, access_token: "EAAG-token" }
      : { kind, name: "Play" };
  return { ctx, input, caller: { ...quiet(ctx), ...CALLER, idempotency: KEY } };
}

const later = (ctx: ScopedContext, ms: number): ScopedContext => ({
  ...quiet(ctx),
  nowMs: () => Date.now() + ms,
});

/** Everything that a connection leaves in both databases. */
async function traces(ctx: ScopedContext) {
  const { results: routes } = await env.CONTROL_DB.prepare(
    `SELECT number_id, (SELECT count(*) FROM waba_routes w WHERE w.waba_id = n.waba_id AND w.tenant_id = n.tenant_id) wabas
     FROM number_routes n WHERE tenant_id = ?1`,
  )
    .bind(ctx.tenant.id)
    .all();
  const rows = await ctx.db.query.numbers.findMany();
  const events = (await ctx.db.query.events.findMany()).flatMap((row) =>
    (JSON.parse(row.body) as { type: string }[]).map(({ type }) => type),
  );
  const audits = (await ctx.db.query.auditLogs.findMany()).map((row) => ({
    action: row.action,
    by: row.actorId,
    ip: row.ip,
    userAgent: row.userAgent,
  }));
  const answer = await findAnswer(ctx.db, KEY, Date.now());
  return {
    rows: rows.map(({ id, status, pendingAct }) => ({ id, status, pendingAct })),
    routes,
    events,
    audits,
    answer: answer === null ? null : (JSON.parse(answer.body) as ConnectedNumber),
  };
}

/** What there is when the number was connected once, in the caller's name. */
const connectedOnce = ({ id }: { readonly id: string }) => ({
  rows: [{ id, status: "connected", pendingAct: null }],
  routes: [{ number_id: id, wabas: 1 }],
  events: ["number.connected"],
  audits: [
    { action: "number.connect", by: CALLER.actor.id, ip: "203.0.113.9", userAgent: "test-agent/1" },
  ],
});
const NOTHING = { rows: [], routes: [], events: [], audits: [], answer: null };

/** What is stored of an answer: nothing that is secret. */
const asStored = (view: ConnectedNumber): ConnectedNumber => ({
  ...view,
  graph: view.graph === null ? null : { ...view.graph, token: null },
});

/** Connect, and tell the answer; of a call that was answered before, the stored one. */
async function connect(ctx: ScopedContext, input: ConnectNumberBody): Promise<ConnectedNumber> {
  try {
    return await connectNumber(ctx, input);
  } catch (error) {
    if (!(error instanceof AlreadyAnswered)) throw error;
    const { answer } = await traces(ctx);
    if (answer === null) throw new Error("answered before, but not stored", { cause: error });
    return answer;
  }
}

describe("whoever dies at any step of connecting a number", { timeout: 120_000 }, () => {
  test.for(KINDS)(
    "may ask again at once, and it is connected once: %s",
    async (kind, { expect }) => {
      let reachedEnd = false;
      for (const death of deaths(CALLS)) {
        const { ctx, input, caller } = await anAct(kind);
        const victim = mortal(caller, death);
        await connectNumber(victim.ctx, input).catch(() => undefined);

        const view = await connect(caller, input);
        const told = { death, ...(await traces(ctx)) };
        expect(told).toEqual({ death, ...connectedOnce(view), answer: asStored(view) });
        reachedEnd = victim.calls() < death.atCall;
      }
      expect(reachedEnd).toBe(true);
    },
  );

  test.for(KINDS)(
    "is finished by the sweep in the caller's name, or undone: %s",
    async (kind, { expect }) => {
      const ends = new Set<string>();
      for (const death of deaths(CALLS)) {
        const { ctx, input, caller } = await anAct(kind);
        await connectNumber(mortal(caller, death).ctx, input).catch(() => undefined);

        await sweepNumbers(later(ctx, 0));
        const young = await traces(ctx);
        await sweepNumbers(later(ctx, MINUTE_MS + 1));
        await sweepNumbers(later(ctx, MINUTE_MS + 1));
        const swept = await traces(ctx);
        const [row] = young.rows;
        const isFinished = young.routes.length > 0;
        ends.add(isFinished ? "finished" : "undone");
        expect({ death, ...swept }).toEqual(
          isFinished && row !== undefined
            ? { death, ...connectedOnce(row), answer: expect.objectContaining({ id: row.id }) }
            : { death, ...NOTHING },
        );
        // The caller comes back after the sweep.
        const view = await connect(caller, input);
        expect(await traces(ctx)).toEqual({ ...connectedOnce(view), answer: asStored(view) });
      }
      expect([...ends].toSorted()).toEqual(["finished", "undone"]);
    },
  );

  test("may ask again without a key, or with another one", async ({ expect }) => {
    for (const idempotency of [null, { keyHash: "another", fingerprint: "body" }])
      for (const death of deaths(CALLS)) {
        const { ctx, input, caller } = await anAct("cloud");
        await connectNumber(mortal(caller, death).ctx, input).catch(() => undefined);
        const { answer } = await traces(ctx);
        const again = connectNumber({ ...caller, idempotency }, input);
        if (answer === null) await again;
        else await expect(again).rejects.toMatchObject({ code: "number_taken" });
        const { rows, ...rest } = await traces(ctx);
        expect({ death, rows, ...rest }).toMatchObject({
          death,
          ...connectedOnce(rows[0] ?? { id: "" }),
        });
      }
  });

  test("finds a route of its own whose row is gone, and nobody else takes it", async ({
    expect,
  }) => {
    const { ctx, input, caller } = await anAct("cloud");
    if (input.kind !== "cloud") throw new Error("this one is a cloud number");
    const place = { phoneNumberId: input.phone_number_id, wabaId: input.waba_id };
    const id = ctx.newId("number");
    await claimRoutes(ctx, { ...place, id, updatedAt: 0, appId: null });
    const { ctx: stranger } = await aTenant();
    await expect(connectNumber(stranger, input)).rejects.toMatchObject({ code: "number_taken" });
    expect(await connect(caller, input)).toMatchObject({ id });
    expect(await traces(ctx)).toMatchObject(connectedOnce({ id }));
  });

  test("is told when the key comes with another body", async ({ expect }) => {
    const { input, caller } = await anAct("sandbox");
    const dead = mortal(caller, AFTER_CLAIM);
    await connectNumber(dead.ctx, input).catch(() => undefined);
    const other = { ...caller, idempotency: { ...KEY, fingerprint: "another" } };
    await expect(connectNumber(other, input)).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
  });

  test("while sweeping leaves it to the next sweep", async ({ expect }) => {
    for (const death of deaths(5)) {
      const { ctx, input, caller } = await anAct("sandbox");
      await connectNumber(mortal(caller, AFTER_CLAIM).ctx, input).catch(() => undefined);
      await sweepNumbers(mortal(later(ctx, MINUTE_MS + 1), death).ctx).catch(() => undefined);
      await sweepNumbers(later(ctx, 2 * MINUTE_MS));
      const swept = await traces(ctx);
      expect({ death, ...swept }).toMatchObject({
        death,
        ...connectedOnce(swept.rows[0] ?? { id: "" }),
      });
      expect(swept.answer?.id).toBe(swept.rows[0]?.id);
    }
  });
});

describe("a number that was connected before", { timeout: 120_000 }, () => {
  test("comes back once, or stays disconnected, wherever the call dies", async ({ expect }) => {
    for (const death of deaths(CALLS)) {
      const { ctx, input, caller } = await anAct("cloud");
      const first = await connectNumber({ ...caller, idempotency: null }, input);
      await disconnectNumber(quiet(ctx), first.id);
      await connectNumber(mortal(caller, death).ctx, input).catch(() => undefined);
      await sweepNumbers(later(ctx, MINUTE_MS + 1));
      const { rows, routes, events } = await traces(ctx);
      expect({ death, rows }).toEqual({
        death,
        rows: [
          {
            id: first.id,
            status: routes.length === 0 ? "disconnected" : "connected",
            pendingAct: null,
          },
        ],
      });
      expect(events.length).toBe(routes.length === 0 ? 2 : 3);
    }
  });

  test("may be connected again at once when its disconnecting was cut short", async ({
    expect,
  }) => {
    for (const death of deaths(4)) {
      const { ctx, input, ...act } = await anAct("cloud");
      const caller = { ...act.caller, idempotency: null };
      const { id } = await connectNumber(caller, input);
      await disconnectNumber(mortal(caller, death).ctx, id).catch(() => undefined);
      const isInUse = (await traces(ctx)).rows[0]?.status === "connected";
      if (isInUse) await disconnectNumber(caller, id);
      await connectNumber(caller, input);
      // Neither the sweep nor a late end of the first call takes the new route away.
      await sweepNumbers(later(ctx, 0));
      const { rows, routes } = await traces(ctx);
      expect({ death, rows, routes }).toMatchObject({
        death,
        rows: [{ id, status: "connected" }],
        routes: [{ number_id: id }],
      });
    }
  });
});

describe("calls at the same time", { timeout: 60_000 }, () => {
  const post = (tenant: TenantFixture, input: object, key?: string) =>
    ask(tenant, "POST /numbers", input, key === undefined ? {} : { "idempotency-key": key });

  test.for([
    ["without a key", [undefined, undefined, undefined]],
    ["with keys of their own", ["a", "b", "c"]],
    ["with one key", ["a", "a", "a"]],
  ] as const)("connect one number once, %s", async ([, keys], { expect }) => {
    for (let round = 0; round < 4; round++) {
      const tenant = await aTenant();
      const meta = aMetaNumber();
      mockGraph(connectAnswers(meta));
      const input = {
        kind: "cloud",
        waba_id: meta.wabaId,
        phone_number_id: meta.phoneNumberId,
        access_token: "EAAG-token",
      };
      const answers = await Promise.all(keys.map((key) => post(tenant, input, key)));
      const bodies = await Promise.all(
        answers.map(async (answer) => ({
          ...(await answer.json<{ id?: string; code?: string }>()),
          status: answer.status,
          replayed: answer.headers.has("idempotent-replayed"),
        })),
      );
      const made = bodies.filter(({ status, replayed }) => status === 201 && !replayed);
      expect(made).toHaveLength(1);
      for (const body of bodies.filter((one) => one !== made[0]))
        expect(body).toMatchObject(
          body.replayed ? { status: 201, id: made[0]?.id } : { status: 409, code: "number_taken" },
        );
      const { rows, routes, events, audits } = await traces(tenant.ctx);
      expect({ rows, routes, events, actions: audits.map(({ action }) => action) }).toEqual({
        rows: [{ id: made[0]?.id, status: "connected", pendingAct: null }],
        routes: [{ number_id: made[0]?.id, wabas: 1 }],
        events: ["number.connected"],
        actions: ["number.connect"],
      });
    }
  });
});
