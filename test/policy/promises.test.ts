import { env, exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { app } from "#app";
import { columnsOf } from "#core/privacy/data-class";
import { CONTROL_TABLES } from "#core/privacy/data-map-control";
import { TENANT_TABLES } from "#core/privacy/data-map-tenant";
import { EGRESS } from "#core/privacy/egress";
import { POLICY } from "#core/privacy/policy";
import { auditLogs } from "#db/tenant/schema";
import { describeApi } from "#platform/http/openapi";

import { isCollection, oneOfEach } from "../fixtures/one-of-each.ts";
import { aTenant, byAnotherKey } from "../fixtures/tenant.ts";
import { call, pathOf } from "../http/call.ts";
import { SECURED } from "../http/operations.ts";
import proofs from "./proofs.json";

/** What the privacy policy promises and no other test is about. */

describe("what is kept", () => {
  test("of accounts are name, e-mail and time zone alone", ({ expect }) => {
    const ofAccounts = Object.entries(CONTROL_TABLES).flatMap(([table, place]) =>
      [...columnsOf(place)]
        .filter(([, dataClass]) => dataClass === "account")
        .map(([column]) => `${table}.${column}`),
    );
    expect(ofAccounts.toSorted()).toEqual([
      "account_tokens.email",
      // What was answered of them, for a call that is made again within two days.
      "idempotency.body",
      "invitations.email",
      "users.email",
      "users.full_name",
      "users.timezone",
    ]);
  });

  test("and is a credential is hashed one-way or sealed, by the data map's own word", ({
    expect,
  }) => {
    const isSecret = /secret|token|password|pin_sealed|_sealed$/;
    /** When a token ends, which counts tokens, and which end was told. */
    const saysOfIt = /expires_at|_tokens$|ends_at/;
    const open = [...Object.entries(TENANT_TABLES), ...Object.entries(CONTROL_TABLES)].flatMap(
      ([table, place]) =>
        [...columnsOf(place)]
          .filter(([column]) => isSecret.test(column) && !saysOfIt.test(column))
          .filter(([, dataClass]) => dataClass !== "credential" && dataClass !== "sealed")
          .map(([column]) => `${table}.${column}`),
    );
    expect(open).toEqual([]);
  });
});

/** Calls that change nothing though they are no GET: they ask with a body. */
const ASKS =
  /\/(?:search|preview|lint|validate|simulate|render|verify|doctor|batch|audience-preview|estimate|count|typing|read|test)$/;

/** Its template is not archived: there is nothing to change. */
const IS_SO_ALREADY = ["POST /v1/templates/{id}/unarchive"];

/** What takes away goes last. */
const ACTS = SECURED.filter(({ method, path }) => method !== "GET" && !ASKS.test(path)).toSorted(
  (a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"),
);

describe("every act that changes something", () => {
  test("leaves an audit row with IP address and User-Agent", async ({ expect }) => {
    const first = await aTenant();
    const own = await oneOfEach(first);
    // Whose key is deleted on the way is not whoever calls.
    const t = await byAnotherKey(first);
    const headers = {
      ...t.headers,
      "cf-connecting-ip": "203.0.113.9",
      "user-agent": "Proof/1.0",
    };
    const silent: string[] = [];
    let acts = 0;
    for (const operation of ACTS) {
      const before = await auditedBy(t.ctx.db.$client, t.tenant.id);
      const path = pathOf(operation, (name) => (isCollection(name) ? own[name] : "x"));
      const answer = await call({ operation, headers, path });
      await answer.body?.cancel();
      if (answer.status >= 300) continue;
      acts += 1;
      if ((await auditedBy(t.ctx.db.$client, t.tenant.id)) === before)
        silent.push(`${operation.method} ${operation.path}`);
    }
    expect(acts).toBeGreaterThan(20);
    expect(silent).toEqual(IS_SO_ALREADY);
    const rows = await t.ctx.db.select().from(auditLogs).all();
    const blind = rows.filter(
      (row) =>
        row.actorKind !== "job" && (row.ip !== "203.0.113.9" || row.userAgent !== "Proof/1.0"),
    );
    expect(blind.map(({ action }) => action)).toEqual([]);
  });
});

/** How many audit rows a workspace has, in its own database and on the control plane. */
async function auditedBy(db: D1Database, tenantId: string): Promise<number> {
  const count = async (of: D1PreparedStatement) => (await of.first<{ n: number }>())?.n ?? 0;
  return (
    (await count(db.prepare("SELECT count(*) n FROM audit_logs"))) +
    (await count(
      env.CONTROL_DB.prepare("SELECT count(*) n FROM audit_logs WHERE tenant_id = ?1").bind(
        tenantId,
      ),
    ))
  );
}

describe("a file", () => {
  test("is given to nobody without a credential or a signed link", async ({ expect }) => {
    const t = await aTenant();
    const { media } = await oneOfEach(t);
    for (const path of [
      `/v1/media/${media}/content`,
      `/v1/media/${media}`,
      `/m/${media}`,
      `/t/${t.tenant.id}/media/one-of-each`,
    ]) {
      const answer = await exports.default.fetch(`https://waqtor.test${path}`);
      expect([path, answer.status >= 400, await answer.text()]).toEqual([
        path,
        true,
        expect.not.stringContaining("hello"),
      ]);
    }
  });
});

describe("every answer", () => {
  test("asks for strict transport security", async ({ expect }) => {
    const answer = await exports.default.fetch("https://waqtor.test/v1/me");
    await answer.body?.cancel();
    expect(answer.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8};/);
  });
});

describe("the privacy policy", () => {
  test("says on its page what a model's provider may keep", async ({ expect }) => {
    const page = await (await exports.default.fetch("https://waqtor.test/privacy")).text();
    expect(page).toMatch(/OpenRouter/);
    expect(page).not.toMatch(/not retained|never retained/i);
  });

  test("has nothing to do with payments: there is neither a route nor a host of a payment provider", ({
    expect,
  }) => {
    const { paths } = describeApi(app, "https://waqtor.test") as { readonly paths: object };
    expect(
      Object.keys(paths).filter((path) => /billing|checkout|payment|stripe/i.test(path)),
    ).toEqual([]);
    expect(JSON.stringify(EGRESS)).not.toMatch(/stripe|paypal|adyen/i);
  });

  test("has a proof for each of its clauses", ({ expect }) => {
    expect(Object.keys(proofs)).toEqual(Object.keys(POLICY));
    for (const of of Object.values(proofs)) expect(of.length).toBeGreaterThan(0);
  });
});
