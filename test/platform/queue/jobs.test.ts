import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { openControlDb } from "#db/control/client";
import { JOB_HANDLERS } from "#jobs";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";
import { JOBS, readJob, sendJob, type Job, type JobKind } from "#platform/queue/jobs";
import { ringSweeps } from "#platform/queue/ring-sweeps";
import { runJob, type JobHandlers } from "#platform/queue/run-job";
import { runSweeps } from "#platform/queue/run-sweeps";

import { control, register, visitor } from "../../features/accounts/fixture.ts";
import { call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";

const tenantId = newId("tenant");
const EXAMPLES: { readonly [K in JobKind]: Extract<Job, { kind: K }> } = {
  "mailbox.drain": { kind: "mailbox.drain", tenantId },
  "contacts.file": { kind: "contacts.file", tenantId },
  "contacts.retag": { kind: "contacts.retag", tenantId },
  "events.dispatch": { kind: "events.dispatch", tenantId, afterSeq: 3 },
  "outbox.send": { kind: "outbox.send", tenantId },
  "automations.turn": { kind: "automations.turn", tenantId, contactId: newId("contact") },
  "automations.due": { kind: "automations.due", tenantId },
  "search.file": { kind: "search.file", tenantId },
  "messages.due": { kind: "messages.due", tenantId },
  "conversations.due": { kind: "conversations.due", tenantId },
  "conversations.unassign": { kind: "conversations.unassign", tenantId },
  "conversation.receipt": {
    kind: "conversation.receipt",
    tenantId,
    conversationId: newId("conversation"),
  },
  "alerts.mail": { kind: "alerts.mail", tenantId },
  "media.fetch": { kind: "media.fetch", tenantId, mediaId: newId("media") },
  "media.upload": {
    kind: "media.upload",
    tenantId,
    mediaId: newId("media"),
    numberId: newId("number"),
  },
  "number.unsubscribe": { kind: "number.unsubscribe", tenantId, numberId: newId("number") },
  "exports.run": { kind: "exports.run", tenantId, exportId: newId("export") },
  "imports.run": { kind: "imports.run", tenantId, importId: newId("import") },
  "templates.sync": { kind: "templates.sync", tenantId, wabaId: "102290129340398" },
  "campaign.plan": { kind: "campaign.plan", tenantId, campaignId: newId("campaign") },
  "campaign.chunk": {
    kind: "campaign.chunk",
    tenantId,
    campaignId: newId("campaign"),
    from: 0,
    to: 48,
  },
  "webhooks.deliver": { kind: "webhooks.deliver", tenantId, webhookId: newId("webhook") },
  "webhooks.due": { kind: "webhooks.due", tenantId },
  "privacy.access": { kind: "privacy.access", tenantId, requestId: newId("privacyRequest") },
  "privacy.erase": { kind: "privacy.erase", tenantId, requestId: newId("privacyRequest") },
  "retention.sweep": { kind: "retention.sweep", tenantId },
  "workspace.end": { kind: "workspace.end", tenantId },
  "tenant.sweep": { kind: "tenant.sweep", tenantId },
};
const KINDS = Object.keys(JOBS) as JobKind[];

describe("a job", () => {
  test.for(KINDS)(
    "%s is read as it was sent, on the queue of its kind",
    async (kind, { expect }) => {
      const sent: [string, unknown][] = [];
      const queue = (name: string) => ({
        send: (body: unknown) => Promise.resolve(void sent.push([name, body])),
      });
      // Safe: nothing but `send` is used.
      const queues = {
        JOBS: queue("JOBS"),
        SENDS: queue("SENDS"),
        DELIVERIES: queue("DELIVERIES"),
      } as unknown as Env;
      await sendJob(queues, EXAMPLES[kind]);
      expect(sent).toEqual([[JOBS[kind].queue, EXAMPLES[kind]]]);
      expect(readJob(JSON.parse(JSON.stringify(sent[0]?.[1])))).toEqual(EXAMPLES[kind]);
    },
  );

  test.for([
    null,
    "mailbox.drain",
    { kind: "mailbox.drain" },
    { kind: "mailbox.drain", tenantId: "ws_1" },
    { kind: "toString", tenantId },
    { kind: "campaign.plan", tenantId },
    { kind: "campaign.chunk", tenantId, campaignId: newId("campaign"), from: -1, to: 3 },
  ])("%j is none", (body, { expect }) => {
    expect(readJob(body)).toBeUndefined();
  });
});

/** Handlers that note what they were called for. */
function noting(): { handlers: JobHandlers; ran: string[] } {
  const ran: string[] = [];
  const note = (ctx: ScopedContext, job: Job) =>
    Promise.resolve(void ran.push(`${job.kind} ${ctx.tenant.id}`));
  const handlers = Object.fromEntries(KINDS.map((kind) => [kind, note]));
  // Safe: there is one for each kind.
  return { handlers: handlers as unknown as JobHandlers, ran };
}

describe("of a workspace without a database", () => {
  test("nothing is run and nothing is claimed, until it has one", async ({ expect }) => {
    const { accessToken, tenantId: id } = await register();
    // Safe: it is a workspace's id.
    const job = { kind: "tenant.sweep", tenantId: id as Job["tenantId"] } as const;
    const { handlers, ran } = noting();
    const run = { env, handlers, waitUntil: () => undefined };
    expect(await runJob(run, job)).toEqual({ type: "done" });
    expect([ran, await control("SELECT * FROM pool WHERE tenant_id = ?1", id)]).toEqual([[], []]);
    await call(visitor(accessToken), "GET /contacts");
    await runJob(run, job);
    expect(ran).toEqual([`tenant.sweep ${id}`]);
  });

  test("no sweep is rung", async ({ expect }) => {
    const [without, { tenant }] = [await register(), await aTenant()];
    const rung: string[] = [];
    const sendBatch = (jobs: readonly { readonly body: Job }[]) =>
      Promise.resolve(void rung.push(...jobs.map(({ body }) => body.tenantId)));
    // Safe: nothing but `sendBatch` is used of the queue.
    const deployment = { ...env, JOBS: { sendBatch } } as unknown as Env;
    for (let minute = 0; minute < 5; minute++) await ringSweeps(deployment, minute * 60_000);
    expect(rung).toContain(tenant.id);
    expect(rung).not.toContain(without.tenantId);
  });
});

describe("of a suspended workspace", () => {
  test("mail is applied with its files, and what it would send itself waits", async ({
    expect,
  }) => {
    const { tenant } = await aTenant();
    await openControlDb(env.CONTROL_DB)
      .$client.prepare("UPDATE tenants SET state = 'suspended' WHERE id = ?1")
      .bind(tenant.id)
      .run();
    const { handlers, ran } = noting();
    const run = { env, handlers, waitUntil: () => undefined };
    for (const kind of KINDS) await runJob(run, { ...EXAMPLES[kind], tenantId: tenant.id });
    expect(ran.map((line) => line.split(" ")[0])).toEqual([
      "mailbox.drain",
      "media.fetch",
      "number.unsubscribe",
      "privacy.erase",
      "privacy.access",
      "retention.sweep",
      "workspace.end",
      "tenant.sweep",
    ]);
  });

  test.for([
    ["one that is closing runs the same, and what its owner takes along", 60_000, "exports.run"],
    ["one that was closed runs its end alone", -60_000, null],
  ] as const)("%s", async ([, inMs, more], { expect }) => {
    const { tenant } = await aTenant();
    await openControlDb(env.CONTROL_DB)
      .$client.prepare("UPDATE tenants SET closing_at = ?2 WHERE id = ?1")
      .bind(tenant.id, Date.now() + inMs)
      .run();
    const { handlers, ran } = noting();
    const run = { env, handlers, waitUntil: () => undefined };
    for (const kind of KINDS) await runJob(run, { ...EXAMPLES[kind], tenantId: tenant.id });
    const calm = [
      "mailbox.drain",
      "media.fetch",
      "number.unsubscribe",
      "privacy.erase",
      "privacy.access",
      "retention.sweep",
      "workspace.end",
      "tenant.sweep",
    ];
    const expected = more === null ? ["workspace.end"] : [...calm, more];
    expect(new Set(ran.map((line) => line.split(" ")[0]))).toEqual(new Set(expected));
  });

  test("the sweeps that send wait, and the others go on", async ({ expect }) => {
    const { ctx } = await aTenant();
    const ran: string[] = [];
    const sweep = (name: string, suspended: "runs" | "waits") => ({
      name,
      suspended,
      run: () => Promise.resolve(void ran.push(name)),
    });
    const sweeps = [sweep("outbox", "waits"), sweep("inbound", "runs")];
    await runSweeps({ ...ctx, tenant: { ...ctx.tenant, state: "suspended" } }, sweeps);
    expect(ran).toEqual(["inbound"]);
    await runSweeps(ctx, sweeps);
    expect(ran).toEqual(["inbound", "outbox", "inbound"]);
  });
});

test("a job of a workspace that is gone is dropped", async ({ expect }) => {
  const { handlers } = noting();
  const run = { env, handlers, waitUntil: () => undefined };
  expect(await runJob(run, EXAMPLES["outbox.send"])).toEqual({
    type: "drop",
    reason: "tenant_gone",
  });
});

test("with one table broken, the sweeps of all others do their work", async ({ expect }) => {
  const { ctx } = await aTenant();
  await ctx.db.$client.prepare("ALTER TABLE templates RENAME TO broken").run();
  const rung: Job[] = [];
  const enqueue = (job: Job) => Promise.resolve(void rung.push(job));
  await ctx.db.$client
    .prepare(
      `INSERT INTO campaigns (id, name, number_id, template_id, audience, variables, status, plan_cursor, version, created_at, updated_at)
       VALUES (?1, 'c', 'num_1', 'tpl_1', '{}', '{}', 'planning', '', 1, 1, 1)`,
    )
    .bind(newId("campaign"))
    .run();
  await JOB_HANDLERS["tenant.sweep"](
    { ...ctx, enqueue },
    { kind: "tenant.sweep", tenantId: ctx.tenant.id },
  );
  expect(rung.map(({ kind }) => kind)).toEqual(["campaign.plan", "retention.sweep"]);
});
