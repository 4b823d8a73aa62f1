import { ne } from "drizzle-orm";

import { openControlDb } from "#db/control/client";
import { tenants } from "#db/control/schema";
import type { Job } from "#platform/queue/jobs";

/** Up to this many tenants are all swept each minute; more are swept in turns, each once in `TURNS` minutes. */
const EVERY_MINUTE_MAX = 200;
const TURNS = 5;
const SEND_BATCH_MAX = 100;

/**
 * The cron's whole work: ring `tenant.sweep` for the tenants that have a database and whose turn it is, and exit. A sweep is a few
 * indexed reads that find nothing on a healthy day; what it finds is work whose own doorbell was lost.
 */
export async function ringSweeps(env: Env, nowMs: number): Promise<void> {
  const all = await openControlDb(env.CONTROL_DB)
    .select({ id: tenants.id })
    .from(tenants)
    .where(ne(tenants.binding, tenants.id));
  const turn = Math.floor(nowMs / 60_000) % TURNS;
  const due = all.length <= EVERY_MINUTE_MAX ? all : all.filter((_, i) => i % TURNS === turn);
  for (let i = 0; i < due.length; i += SEND_BATCH_MAX) {
    const jobs = due.slice(i, i + SEND_BATCH_MAX).map(({ id }): { body: Job } => ({
      body: { kind: "tenant.sweep", tenantId: id },
    }));
    await env.JOBS.sendBatch(jobs);
  }
}
