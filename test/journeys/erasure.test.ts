import { describe, test, vi } from "vitest";

import { JOB_HANDLERS } from "#jobs";
import type { JobKind } from "#platform/queue/jobs";

import { aKey, call, type Body, type Route } from "../fixtures/call.ts";
import { findEverywhere } from "../fixtures/everything.ts";
import { aTenant } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";
import { aHost, aWebhook } from "../fixtures/webhooks.ts";

/** A person who left traces everywhere is erased, and another one beside them is not. */

type Json = Readonly<Record<string, unknown>>;
const ANA = "+5511912345678";
const BIA = "+5511987650000";

/** What only Ana's data holds. */
const TRACES = [
  "5511912345678",
  "551112345678",
  "Anacleta",
  "anacleta",
  "segredo7319",
  "bilhete4411",
  "recado8852",
  "ext-ana-77",
  "203.0.113.77",
  "Canary/7.7",
  "ocelot",
  "comprovante-ana",
];

async function aShop() {
  const shop = await aTenant();
  const make = async (route: Route, body?: unknown, more = aKey()) => {
    const answer = await call(shop, route, body, more);
    if (answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const read = async (path: string) => (await call(shop, `GET ${path}`)).body;
  const eventually = (path: string, holds: (body: Body) => boolean) =>
    until(async () => {
      const body = await read(path);
      return holds(body) && body;
    });
  const number = await make("POST /numbers", { kind: "sandbox", latency_ms: 0 });
  const writes = (from: string, message: Json) =>
    make(`POST /sandbox/numbers/${String(number["id"])}/inbound`, {
      from,
      name: from === ANA ? "Anacleta" : "Bia",
      ...message,
    });
  return { shop, make, read, eventually, number, writes };
}

type Shop = Awaited<ReturnType<typeof aShop>>;

/** Ana and Bia write, are answered, noted, listed, campaigned to and delivered to a webhook. */
async function live({ shop, make, read, eventually, number, writes }: Shop) {
  const ana = await make("POST /contacts", {
    phone: ANA,
    name: "Anacleta",
    external_id: "ext-ana-77",
    fields: { pet: "ocelot" },
    tags: ["vip"],
  });
  const anaId = String(ana["id"]);
  for (const who of [ANA, BIA])
    await writes(who, { type: "text", text: { body: who === ANA ? "segredo7319" : "ola" } });
  await writes(ANA, {
    type: "image",
    image: { mime_type: "image/jpeg", caption: "segredo7319 foto" },
  });
  await make(`POST /contacts/${anaId}/consents`, {
    purpose: "marketing",
    action: "grant",
    method: "form",
    statement: "I agree to messages of this shop.",
    source: "https://shop.example/?who=ext-ana-77",
    subject_ip: "203.0.113.77",
    subject_user_agent: "Canary/7.7",
  });
  const talks = await until(async () => {
    const { data = [] } = await read("/conversations");
    return data.length === 2 && data;
  });
  const talk = talks.find((one) => JSON.stringify(one).includes(anaId));
  await make(`POST /conversations/${String(talk?.["id"])}/notes`, { text: "bilhete4411" });
  await make(`POST /contacts/${anaId}/notes`, { text: "bilhete4411 de Ana" });
  const key = aKey();
  await make("POST /messages", { to: ANA, text: { body: "recado8852" } }, key);
  await make("POST /messages", {
    to: ANA,
    text: { body: "recado8852 amanha" },
    send_at: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const template = await make("POST /templates", {
    number_id: number["id"],
    name: "hello",
    language: "en",
    category: "MARKETING",
    components: [
      { type: "BODY", text: "Hello {{1}}, see our shop.", example: { body_text: [["Ana"]] } },
    ],
  });
  await make(`POST /templates/${String(template["id"])}/submit`);
  await eventually(`/templates/${String(template["id"])}`, (t) => t["status"] === "approved");
  const campaign = await make("POST /campaigns", {
    name: "Spring",
    number_id: number["id"],
    template_id: template["id"],
    audience: { filter: { field: "phone", op: "starts_with", value: "+5511" } },
    variables: { "body.1": { field: "name" } },
  });
  await make(`POST /campaigns/${String(campaign["id"])}/launch`);
  await eventually(
    `/campaigns/${String(campaign["id"])}/progress`,
    (p) => p["status"] === "completed",
  );
  await make("POST /automations", {
    name: "Ana alone",
    kind: "rule",
    trigger: { type: "any_message" },
    conditions: { field: "phone", op: "eq", value: ANA },
    actions: [{ type: "message", text: "oi" }],
  });
  // All statuses are in.
  await until(async () => {
    const { data = [] } = await read("/messages?direction=outbound&limit=100");
    return data
      .filter(({ status }) => !["scheduled", "skipped"].includes(String(status)))
      .every(({ status }) => ["delivered", "read"].includes(String(status)));
  });
  return { anaId, key, campaignId: String(campaign["id"]), ctx: shop.ctx };
}

/** The bodies of the jobs that are done from now on. */
function jobsSeen(): () => readonly string[] {
  // Safe: the keys of an object that is written out.
  const kinds = Object.keys(JOB_HANDLERS) as JobKind[];
  const spies = kinds.map((kind) => vi.spyOn(JOB_HANDLERS, kind));
  return () =>
    spies.flatMap(({ mock }) =>
      mock.calls.map(([, job]: readonly unknown[]) => JSON.stringify(job)),
    );
}

describe("a person who is erased", () => {
  test(
    "is found nowhere, and neither a redelivery nor a repeated call brings them back",
    { timeout: 120_000 },
    async ({ expect }) => {
      const logged: string[] = [];
      for (const method of ["log", "info", "warn", "error", "debug"] as const)
        vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
          logged.push(parts.map((part) => JSON.stringify(part)).join(" "));
        });
      const jobs = jobsSeen();
      const world = await aShop();
      const host = aHost();
      await aWebhook(world.shop, host, { types: ["*"], payload: "full" });
      const { ctx, anaId, key, campaignId } = await live(world);
      const before = await until(async () => {
        const places = await findEverywhere(ctx, TRACES);
        return places.some(({ where }) => where === "tenant message_search_data") && places;
      });
      // The traces are where they should be, or the scan below proves nothing.
      for (const where of [
        "tenant contacts",
        "tenant messages",
        "tenant identities",
        "tenant contact_notes",
        "tenant conversation_notes",
        "tenant consents",
        "tenant idempotency",
        "tenant webhook_log",
        "tenant message_search_data",
        "tenant scheduled_messages",
        "tenant automations",
        "session drained",
        "sandbox ledger",
      ])
        expect(before.map((place) => place.where)).toContain(where);
      expect(before.length).toBeGreaterThan(20);
      const progress = await world.read(`/campaigns/${campaignId}/progress`);

      const request = await world.make(
        `DELETE /contacts/${encodeURIComponent(`phone:${ANA}`)}?confirm=erase`,
      );
      expect(request).toMatchObject({ kind: "erase", status: "running", contact_id: anaId });
      const done = await world.eventually(
        `/privacy/requests/${String(request["id"])}`,
        (r) => r["status"] === "completed",
      );
      expect(done["counts"]).toMatchObject({ contacts: 1, messages: 4, campaign_rows: 1 });

      expect(await findEverywhere(ctx, TRACES)).toEqual([]);
      const told = [...logged, ...jobs()];
      expect(told.filter((line) => TRACES.some((trace) => line.includes(trace)))).toEqual([]);
      const kinds = new Set(jobs().map((job) => /"kind":"([^"]+)"/.exec(job)?.[1]));
      for (const kind of ["mailbox.drain", "campaign.chunk", "webhooks.deliver", "privacy.erase"])
        expect(kinds).toContain(kind);
      // Bia is still there, and the campaign's numbers are what they were.
      const { data: people = [] } = await world.read("/contacts");
      expect(people.map(({ phone }) => phone)).toEqual([BIA]);
      expect(await world.read(`/campaigns/${campaignId}/progress`)).toEqual(progress);

      // A repeated call does not send again.
      const again = await call(
        world.shop,
        "POST /messages",
        { to: ANA, text: { body: "recado8852" } },
        key,
      );
      expect(again).toMatchObject({ status: 410, body: { code: "erased" } });
      // Somebody enters them again: nothing can be sent.
      const back = await world.make("POST /contacts", { phone: ANA });
      expect(back).toMatchObject({ suppressed: true, consents: { marketing: "unknown" } });
      const sent = await call(
        world.shop,
        "POST /messages",
        { to: ANA, text: { body: "hi" } },
        aKey(),
      );
      expect(sent).toMatchObject({ status: 422, body: { code: "recipient_suppressed" } });

      // Her acts of consent are nobody's, and the ledger still verifies.
      expect(await world.make("POST /consents/verify", {})).toMatchObject({ valid: true });
      // Nor does the trail of what was done to her miss anything.
      const trail = await world.make("POST /audit-logs/verify", {});
      expect(trail).toMatchObject({ valid: true, unsealed: 0 });
      expect(trail["rows"]).toBeGreaterThan(0);

      // Whoever was posted their data is told, and the certificate names them.
      const certificate = await world.read(
        `/privacy/requests/${String(request["id"])}/certificate`,
      );
      expect(certificate).toMatchObject({
        contact_id: anaId,
        recipients: [
          { kind: "webhook", at: expect.stringContaining("https://") as string, state: "told" },
          { kind: "meta", state: "asked" },
        ],
      });
      expect(certificate["horizon"]).toHaveLength(3);
      vi.restoreAllMocks();
    },
  );
});
