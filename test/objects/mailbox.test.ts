import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { AlarmClock } from "#objects/session/alarm-clock";
import { LEASE_BYTES_MAX, LEASE_MAIL_MAX, LEASE_MS, Mailbox } from "#objects/session/mailbox";
import type { SessionStub } from "#platform/context";
import { newId } from "#platform/ids";
import { sessionOf } from "#platform/tenancy";

/** An object whose workspace does not exist, so that nobody answers its bell. */
const aSession = (): SessionStub => sessionOf(env, newId("tenant"));

const mail = (body: string) => ({ body, r2Key: null });

/** Run against a mailbox of its own in the tenant's object, with a bell that is counted. */
async function withMailbox<T>(
  session: SessionStub,
  run: (mailbox: Mailbox, bell: { rung: number; isBroken: boolean }) => T | Promise<T>,
): Promise<T> {
  return runInDurableObject(session, (_object, state) => {
    const bell = { rung: 0, isBroken: false };
    const ring = () => {
      bell.rung++;
      return bell.isBroken ? Promise.reject(new Error("no queue")) : Promise.resolve();
    };
    const clock = new AlarmClock(state.storage);
    return run(new Mailbox({ storage: state.storage, clock, ring }), bell);
  });
}

describe("the mailbox", () => {
  test("keeps what it has taken, over an eviction, in order", async ({ expect }) => {
    const session = aSession();
    await session.append([mail("a"), mail("b")]);
    await session.append([mail("c")]);
    await evictDurableObject(session);
    const lease = await session.lease();
    expect(lease?.mail.map((m) => m.body)).toEqual(["a", "b", "c"]);
  });

  test("commits what comes while it syncs as one group, and answers each", async ({ expect }) => {
    const session = aSession();
    await withMailbox(session, async (mailbox, bell) => {
      await Promise.all(Array.from({ length: 50 }, (_, i) => mailbox.append([mail(String(i))])));
      expect(mailbox.lease()?.mail.map((m) => m.body)).toEqual(
        Array.from({ length: 50 }, (_, i) => String(i)),
      );
      expect(bell.rung).toBe(1);
    });
  });

  test("hands mail to one drain at a time, again when the lease is over", async ({ expect }) => {
    const session = aSession();
    await withMailbox(session, async (mailbox) => {
      await mailbox.append([mail("a")]);
      const now = Date.now();
      expect(mailbox.lease(now)?.mail.length).toBe(1);
      expect(mailbox.lease(now + LEASE_MS - 1)).toBeNull();
      expect(mailbox.lease(now + LEASE_MS)?.mail.length).toBe(1);
      mailbox.release();
      expect(mailbox.lease(now)?.mail.length).toBe(1);
    });
  });

  test("forgets what is settled, and hands out the next in the same call", async ({ expect }) => {
    const session = aSession();
    await withMailbox(session, async (mailbox) => {
      await mailbox.append([mail("a"), mail("b")]);
      const first = mailbox.lease();
      await mailbox.append([mail("c")]);
      const next = mailbox.settle(first?.lastSeq ?? 0);
      expect(next?.mail.map((m) => m.body)).toEqual(["c"]);
      expect(next?.firstSeq).toBeGreaterThan(first?.lastSeq ?? Infinity);
      expect(mailbox.settle(next?.lastSeq ?? 0)).toBeNull();
    });
  });

  test("settles a part of a lease and hands out the rest again", async ({ expect }) => {
    const session = aSession();
    await withMailbox(session, async (mailbox) => {
      await mailbox.append([mail("a"), mail("b")]);
      const rest = mailbox.settle(mailbox.lease()?.firstSeq ?? 0);
      expect(rest?.mail.map((m) => m.body)).toEqual(["b"]);
    });
  });

  test("leases at most 400 pieces and 1 MB, but always one", async ({ expect }) => {
    const session = aSession();
    await withMailbox(session, async (mailbox) => {
      await mailbox.append(Array.from({ length: LEASE_MAIL_MAX + 1 }, () => mail("x")));
      const first = mailbox.lease();
      expect(first?.mail.length).toBe(LEASE_MAIL_MAX);
      const half = mail("é".repeat(LEASE_BYTES_MAX / 4 + 1));
      await mailbox.append([half, half, mail("y".repeat(LEASE_BYTES_MAX + 5))]);
      const second = mailbox.settle(first?.lastSeq ?? 0);
      expect(second?.mail.map((m) => m.body?.length)).toEqual([1, half.body.length]);
      const third = mailbox.settle(second?.lastSeq ?? 0);
      expect(third?.mail.map((m) => m.body?.length)).toEqual([half.body.length]);
      const fourth = mailbox.settle(third?.lastSeq ?? 0);
      expect(fourth?.mail.map((m) => m.body?.length)).toEqual([LEASE_BYTES_MAX + 5]);
    });
  });

  test("never uses a sequence again, though it was empty when its object was evicted", async ({
    expect,
  }) => {
    const session = aSession();
    let last = 0;
    for (let life = 0; life < 3; life++) {
      await session.append([mail("a")]);
      const lease = await session.lease();
      expect(lease?.firstSeq).toBeGreaterThan(last);
      last = lease?.lastSeq ?? 0;
      await session.settle(last, []);
      await evictDurableObject(session);
    }
  });

  test("archives mail once, though a slow drain brings it again under another cut", async ({
    expect,
  }) => {
    const session = aSession();
    await session.append([mail("a"), mail("b"), mail("c")]);
    const lease = await session.lease();
    const drained = (lastSeq: number) => ({
      lastSeq,
      atMs: Date.now(),
      changes: new Uint8Array([1]),
    });
    const first = lease?.firstSeq ?? 0;
    await session.settle(first + 1, [drained(first + 1)]);
    await session.settle(first + 1, [drained(first), drained(first + 1)]);
    await session.settle(first + 2, [drained(first + 2)]);
    const { drains } = await session.drained(first + 2, 10);
    expect(drains.map(({ lastSeq }) => lastSeq)).toEqual([first + 2, first + 1]);
  });

  test("rings once until somebody comes, and not while a drain is at work", async ({ expect }) => {
    const session = aSession();
    await withMailbox(session, async (mailbox, bell) => {
      await mailbox.append([mail("a")]);
      await mailbox.append([mail("b")]);
      expect(bell.rung).toBe(1);
      const lease = mailbox.lease();
      await mailbox.append([mail("c")]);
      expect(bell.rung).toBe(1);
      const next = mailbox.settle(lease?.lastSeq ?? 0);
      expect(mailbox.settle(next?.lastSeq ?? 0)).toBeNull();
      await mailbox.append([mail("d")]);
      expect(bell.rung).toBe(2);
    });
  });

  test("stores and answers though the bell is broken, and its alarm rings again", async ({
    expect,
  }) => {
    const session = aSession();
    await withMailbox(session, async (mailbox, bell) => {
      bell.isBroken = true;
      await mailbox.append([mail("a")]);
      bell.isBroken = false;
      mailbox.alarm();
      expect(bell.rung).toBe(2);
    });
  });

  test("keeps an alarm armed while mail is stored, and no longer", async ({ expect }) => {
    const session = aSession();
    const alarm = () => runInDurableObject(session, (_o, state) => state.storage.getAlarm());
    expect(await alarm()).toBeNull();
    const startMs = Date.now();
    await session.append([mail("a")]);
    expect(await alarm()).toBeGreaterThan(startMs);
    const lease = await session.lease();
    expect(await runDurableObjectAlarm(session)).toBe(true);
    expect(await alarm()).toBeGreaterThan(startMs);
    await session.settle(lease?.lastSeq ?? 0, []);
    await runDurableObjectAlarm(session);
    expect(await alarm()).toBeNull();
  });

  test("writes one row for a piece when it comes and one when it goes", async ({ expect }) => {
    const session = aSession();
    await runInDurableObject(session, async (_object, state) => {
      const { sql } = state.storage;
      const clock = {
        wakeBy: () => undefined,
        fired: () => undefined,
        load: async () => undefined,
      };
      // Safe: the mailbox asks the clock for nothing else.
      const mailbox = new Mailbox({
        storage: state.storage,
        clock: clock as unknown as AlarmClock,
        ring: async () => undefined,
      });
      await mailbox.append([mail("first of this life")]);
      const before = changesIn(sql);
      await mailbox.append(Array.from({ length: 10 }, () => mail("x")));
      expect(changesIn(sql) - before).toBe(10);
    });
  });
});

/** Rows that the object's own storage has changed since it was opened. */
const changesIn = (sql: SqlStorage): number =>
  sql.exec<{ n: number }>("SELECT total_changes() n").one().n;
