import type { ClosingStep, ClosingTurn } from "#core/tenant/closing";
import { emptyDatabase } from "#db/empty-database";
import { statement } from "#db/statement";
import { eraseAccounts } from "#features/accounts/index";
import { controlTrail, forgetOriginsOf } from "#features/audit/index";
import { someMembers, type ClosingRow } from "#features/closing/queries";
import {
  addCount,
  endCredentials,
  endMemberships,
  endRecord,
  endRoutes,
  endSessions,
  setCount,
} from "#features/closing/writes-end";
import { leaveMeta, ROUTE_KNOWN_MS } from "#features/numbers/index";
import { asJob, type ScopedWorkspaceContext } from "#platform/context";
import { log } from "#platform/log";
import { rawDatabase, withDatabase } from "#platform/tenancy";

/** One turn at a step. Each may be done again: what is gone it finds gone. */
type Step = (ctx: ScopedWorkspaceContext, row: ClosingRow) => Promise<ClosingTurn>;

/** Nobody takes a route for the workspace's any more when it was given up so long ago, ms. */
const ROUTES_REST_MS = 2 * ROUTE_KNOWN_MS;
const MEMBERS_SLICE = 50;
const QUARANTINE_SLICE = 100;

const credentials: Step = async (ctx) => {
  await ctx.control.$client.batch(endCredentials(ctx.control, ctx.tenant.id, ctx.nowMs()));
  return "done";
};

/** While the tokens are still there, Meta is told to send nothing more. */
const numbers: Step = async (ctx, row) => {
  if (row.binding === null) return "done";
  return (await leaveMeta(asJob(await withDatabase(ctx)))) ? "done" : "waits";
};

const routes: Step = async (ctx) => {
  await ctx.control.$client.batch(endRoutes(ctx.control, ctx.tenant.id, ctx.nowMs()));
  return "done";
};

/** What still comes in on an old route has to find the object as it was, and goes with it. */
const objects: Step = async (ctx, { place }) => {
  if (ctx.nowMs() < place.sinceMs + ROUTES_REST_MS) return "waits";
  await ctx.session.leave();
  await ctx.sandbox.leave();
  return "done";
};

const bucket: Step = async (ctx) => {
  const { keys } = await ctx.bucket.list("", null);
  if (keys.length === 0) return "done";
  await ctx.bucket.delete([...keys]);
  await addCount(ctx.control, ctx.tenant.id, { store: "files", count: keys.length }).run();
  return "more";
};

/** Sealed webhooks that came for numbers of the workspace and could not be taken in. */
const quarantine: Step = async (ctx) => {
  const { results } = await statement(
    ctx.control,
    "SELECT id, r2_key AS r2Key FROM quarantine WHERE tenant_id = ?1 LIMIT ?2",
    ctx.tenant.id,
    QUARANTINE_SLICE,
  ).all<{ id: string; r2Key: string }>();
  if (results.length === 0) return "done";
  await ctx.env.MEDIA.delete(results.map(({ r2Key }) => r2Key));
  await ctx.control.$client.batch([
    addCount(ctx.control, ctx.tenant.id, { store: "quarantine", count: results.length }),
    statement(
      ctx.control,
      "DELETE FROM quarantine WHERE id IN (SELECT value FROM json_each(?1))",
      JSON.stringify(results.map(({ id }) => id)),
    ),
  ]);
  return "more";
};

/** A database that this deployment does not bind cannot be emptied, and is waited for: nothing is said to be gone that is not. */
const database: Step = async (ctx, { binding }) => {
  if (binding === null) return "done";
  const db = rawDatabase(ctx.env, binding);
  if (db === undefined) {
    log("error", "closing.database_unbound", { tenant: ctx.tenant.id, binding });
    return "waits";
  }
  const counts = await emptyDatabase(db);
  await ctx.control.$client.batch(
    Object.entries(counts).map(([table, count]) =>
      setCount(ctx.control, ctx.tenant.id, { store: `database.${table}`, count }),
    ),
  );
  return "done";
};

/** An account lives in its workspaces: with the last of them it goes. */
const people: Step = async (ctx) => {
  const { control, tenant } = ctx;
  const members = await someMembers(control, tenant.id, MEMBERS_SLICE);
  if (members.length > 0) {
    await control.$client.batch([
      ...endMemberships(control, tenant.id, members),
      ...eraseAccounts(control, members),
    ]);
    return "more";
  }
  const results = await control.$client.batch(endSessions(control, tenant.id));
  return (results.at(-1)?.meta.changes ?? 0) > 0 ? "more" : "done";
};

/** What was done on it loses whence it was done. */
const audit: Step = async ({ control, tenant }) => {
  const { statements, swept } = await forgetOriginsOf(controlTrail({ control }), tenant.id);
  if (swept === 0) return "done";
  const count = addCount(control, tenant.id, { store: "audit_addresses", count: swept });
  await control.$client.batch([...statements, count]);
  return "more";
};

const record: Step = async (ctx) => {
  await ctx.control.$client.batch(endRecord(ctx.control, ctx.tenant.id, ctx.nowMs()));
  return "done";
};

/** What is done at each step. */
export const STEPS: Readonly<Record<ClosingStep, Step>> = {
  credentials,
  numbers,
  routes,
  objects,
  bucket,
  quarantine,
  database,
  people,
  audit,
  record,
};
