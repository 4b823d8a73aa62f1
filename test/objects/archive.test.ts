import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { test } from "vitest";

import { AlarmClock } from "#objects/session/alarm-clock";
import { Archive, ARCHIVED_MS } from "#objects/session/archive";
import { newId } from "#platform/ids";
import { sessionOf } from "#platform/tenancy";

const NOW = 1_800_000_000_000;
const withArchive = <T>(
  run: (archive: Archive, storage: DurableObjectStorage) => T | Promise<T>,
): Promise<T> =>
  runInDurableObject(sessionOf(env, newId("tenant")), (_object, { storage }) =>
    run(new Archive({ storage, clock: new AlarmClock(storage) }), storage),
  );
const drain = (lastSeq: number, atMs: number, bytes = 3) => ({
  lastSeq,
  atMs,
  changes: new Uint8Array(bytes).fill(lastSeq),
});
const seqs = (archive: Archive, maxSeq = 1_000, limit = 10) =>
  archive.page(maxSeq, limit).drains.map(({ lastSeq }) => lastSeq);

test("keeps drains newest first, each once, page by page", async ({ expect }) => {
  await withArchive((archive) => {
    archive.keep([drain(1, NOW), drain(4, NOW)]);
    archive.keep([drain(4, NOW), drain(9, NOW)]);
    expect(seqs(archive)).toEqual([9, 4, 1]);
    expect(archive.page(1_000, 2)).toMatchObject({ hasMore: true, drains: [{}, {}] });
    expect(archive.page(1, 2)).toMatchObject({
      hasMore: false,
      drains: [{ lastSeq: 1, atMs: NOW, changes: new Uint8Array([1, 1, 1]) }],
    });
  });
});

test("hands out one drain however large, and no second one that is", async ({ expect }) => {
  await withArchive((archive) => {
    archive.keep([drain(1, NOW, 400_000), drain(2, NOW, 600_000)]);
    expect(archive.page(1_000, 10)).toMatchObject({ hasMore: true, drains: [{ lastSeq: 2 }] });
  });
});

test("forgets what was kept for fourteen days by itself, and sleeps when it is empty", async ({
  expect,
}) => {
  await withArchive(async (archive, storage) => {
    await storage.deleteAlarm();
    archive.keep([drain(1, NOW), drain(2, NOW + 60_000)]);
    expect(await storage.getAlarm()).toBe(NOW + ARCHIVED_MS);
    archive.alarm(NOW + ARCHIVED_MS - 1);
    expect(seqs(archive)).toEqual([2, 1]);
    archive.alarm(NOW + ARCHIVED_MS);
    expect(seqs(archive)).toEqual([2]);
    await storage.deleteAlarm();
    new Archive({ storage, clock: new AlarmClock(storage) }).alarm(NOW + 2 * ARCHIVED_MS);
    expect(seqs(archive)).toEqual([]);
    expect(await storage.getAlarm()).toBeNull();
  });
});

test("keeps as long as the workspace says, across restarts, and forgets nothing while it is held", async ({
  expect,
}) => {
  await withArchive(async (archive, storage) => {
    archive.keep([drain(1, NOW)]);
    await storage.deleteAlarm();
    const again = () => new Archive({ storage, clock: new AlarmClock(storage) });
    archive.keepFor({ keptMs: 1_000, isHeld: true }, NOW);
    again().alarm(NOW + 20 * ARCHIVED_MS);
    expect(seqs(archive)).toEqual([1]);
    expect(await storage.getAlarm()).toBeNull();
    again().keepFor({ keptMs: 1_000, isHeld: false }, NOW);
    expect(await storage.getAlarm()).toBe(NOW + 1_000);
    again().alarm(NOW + 1_000);
    expect(seqs(archive)).toEqual([]);
  });
});
