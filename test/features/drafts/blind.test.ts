import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, test, vi } from "vitest";

import { app } from "#app";
import * as tables from "#db/tenant/schema";
import { asJob, type ScopedContext } from "#platform/context";
import { bindTenant, loadTenant } from "#platform/tenancy";

import { call, type Route } from "../../fixtures/call.ts";
import kinds from "../../fixtures/webhooks/kinds.json";
import {
  aConnectedNumber,
  change,
  deliverAndDrain,
  envelope,
} from "../../fixtures/webhooks/meta-webhook.ts";
import { OPERATIONS, resolve } from "../../http/operations.ts";
import { register, visitor } from "../accounts/fixture.ts";
import { Aviary } from "./canaries.ts";
import { aBrief, anAiWorkspace, mockProvider } from "./fixture.ts";

afterEach(() => vi.restoreAllMocks());

/** Every operation that is about AI, and what to ask it. `{id}` is a draft. */
const AI_CALLS: Readonly<Record<string, readonly (object | undefined)[]>> = {
  "PUT /ai/settings": [{ enabled: true }, { enabled: true, monthly_cap: 50 }],
  "GET /ai/settings": [undefined],
  "GET /ai/models": [undefined],
  "POST /drafts": [
    aBrief(),
    aBrief("lint_once", {
      variables: ["first_name"],
      tone: "warm",
      goal: "Come by",
      brand: "Shop",
    }),
    aBrief("chatty_once", { model: "qwen/qwen3-235b-a22b-2507", category: "UTILITY" }),
    aBrief("http_500"),
  ],
  "GET /drafts": [undefined],
  "GET /drafts/{id}": [undefined],
  "POST /drafts/{id}/accept": [undefined],
  "GET /ai/ledger": [undefined],
};

async function contextOf(tenantId: string): Promise<ScopedContext> {
  const tenant = await loadTenant(env, tenantId as `ws_${string}`);
  if (tenant === undefined) throw new Error("no such workspace");
  return asJob(
    await bindTenant(env, tenant, {
      actor: { kind: "job", id: "test" },
      origin: { requestId: "test", ip: null, userAgent: null },
    }),
  );
}

/** What people wrote, of every kind, again and again; each message with a time of its own. */
async function plantInbound(ctx: ScopedContext, aviary: Aviary): Promise<void> {
  const number = await aConnectedNumber(ctx);
  for (let round = 0; round < 6; round++) {
    const changes = Object.values(kinds).map(({ field, value }) =>
      change(number, aviary.planting(value) as object, field),
    );
    await deliverAndDrain(ctx, envelope(number.wabaId, ...changes));
  }
}

/** A canary in every member that a contact may have. */
const aContact = (aviary: Aviary) => ({
  phone: `+${aviary.phone()}`,
  bsuid: `BR.${aviary.word()}7`,
  name: aviary.word(),
  external_id: aviary.word(),
  language: "pt_BR",
  timezone: "America/Sao_Paulo",
  fields: { [aviary.word()]: aviary.word() },
  tags: [aviary.word(), aviary.word()],
  metadata: { [aviary.word()]: aviary.word() },
});

describe("a model", () => {
  test("is sent nothing of 500 canaries in what people wrote and what is kept of them", async ({
    expect,
  }) => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const aviary = new Aviary();
    const owner = await register({
      full_name: `Ada ${aviary.word()}`,
      workspace_name: `Shop ${aviary.word()}`,
      email: `${aviary.word()}@example.com`,
    });
    const caller = visitor(owner.accessToken);
    await call(caller, "GET /numbers");
    const ctx = await contextOf(owner.tenantId);
    await plantInbound(ctx, aviary);
    const createContact = OPERATIONS.find(({ operationId }) => operationId === "createContact");
    const members = Object.keys(resolve(createContact?.body ?? {}).properties ?? {});
    for (let n = 0; n < 10; n++) {
      const contact = aContact(aviary);
      expect(Object.keys(contact).toSorted()).toEqual(members.toSorted());
      expect((await call(caller, "POST /contacts", contact)).status).toBe(201);
    }
    expect(aviary.planted.length).toBeGreaterThanOrEqual(500);

    const arrived = mockProvider();
    let draftId = "";
    for (const [route, bodies] of Object.entries(AI_CALLS))
      for (const body of bodies) {
        const answer = await call(caller, route.replace("{id}", draftId) as Route, body);
        if (answer.status >= 400) expect([route, answer.status]).toEqual(["POST /drafts", 502]);
        const { id } = answer.body;
        if (typeof id === "string") draftId ||= id;
      }
    const isAi = ({ path }: { readonly path: string }) => /^\/v1\/(?:ai|drafts)(?:\/|$)/.test(path);
    expect(Object.keys(AI_CALLS).toSorted()).toEqual(
      OPERATIONS.filter(isAi)
        .map(({ method, path }) => `${method} ${path.slice(3)}`)
        .toSorted(),
    );

    // Drafts and repairs, 1 + 2 + 2 + 1, beside the list of models.
    expect(arrived.length).toBeGreaterThanOrEqual(6);
    const sent = JSON.stringify(arrived);
    expect(aviary.foundIn(sent)).toEqual([]);
    for (const ours of [owner.tenantId, owner.userId, owner.accessToken, "usr_", "ws_", "num_"])
      expect(sent).not.toContain(ours);
    // They would be found: the workspace is full of them, and the same search finds them there.
    const kept = await Promise.all(
      [tables.messages, tables.contacts, tables.identities, tables.contactTags].map((table) =>
        ctx.db.select().from(table).all(),
      ),
    );
    expect(aviary.foundIn(JSON.stringify(kept)).length).toBeGreaterThan(250);
  });

  test("is asked without a look at anything but drafts, names of templates and AI's tables", async ({
    expect,
  }) => {
    const shop = await anAiWorkspace();
    const seen: string[] = [];
    const binding = shop.tenant.binding ?? "";
    const database = (env as unknown as Record<string, D1Database>)[binding] as D1Database;
    const spied = new Proxy(database, {
      get(target, name) {
        if (name === "prepare")
          return (sql: string) => {
            seen.push(sql);
            return target.prepare(sql);
          };
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const closed = new Proxy(env.MEDIA, {
      get: () => {
        throw new Error("the bucket was asked for");
      },
    });
    for (const mood of ["good", "lint_once"]) {
      const request = new Request("https://waqtor.test/v1/drafts", {
        method: "POST",
        headers: { ...shop.headers, "idempotency-key": mood },
        body: JSON.stringify(aBrief(mood, { variables: ["first_name"] })),
      });
      const there = { ...env, [binding]: spied, MEDIA: closed };
      const response = await app.fetch(request, there, createExecutionContext());
      expect(response.status).toBe(201);
    }
    const named = seen.flatMap((sql) => [
      ...sql.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(?!SET\b)([a-z_]+)"?/gi),
    ]);
    const own = ["drafts", "ai_settings", "ai_usage", "ai_ledger"];
    const ofEveryAct = ["idempotency", "events", "audit_logs"];
    expect([...new Set(named.map((match) => match[1] ?? ""))].toSorted()).toEqual(
      [...own, ...ofEveryAct, "templates"].toSorted(),
    );
    const ofTemplates = seen.filter((sql) => /\btemplates\b/.test(sql));
    for (const sql of ofTemplates) expect(sql).toMatch(/^select "name" from "templates" where/);
    expect(ofTemplates.length).toBe(2);
  });
});
