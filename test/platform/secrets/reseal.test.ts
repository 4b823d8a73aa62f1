import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { CONTROL_TABLES } from "#core/privacy/data-map-control";
import { TENANT_TABLES } from "#core/privacy/data-map-tenant";
import { CONTROL_MIGRATIONS } from "#db/control/migrations";
import { migrate } from "#db/migrate";
import { CONTROL_SEALED, countByKey, TENANT_SEALED, type SealedColumn } from "#db/sealed-columns";
import { seedSealedAt } from "#features/accounts/second-step";
import { hookSecretAt } from "#features/automations/manage-triggers";
import { sealedAt } from "#features/meta-apps/own-app";
import { newId } from "#platform/ids";
import { pinSealedAt, tokenSealedAt } from "#platform/meta/graph";
import { open, seal, sealedBy, type SealedAt } from "#platform/secrets/envelope";
import { resealTenant } from "#platform/secrets/reseal";
import { resealControl } from "#platform/secrets/reseal-control";

import { countSealed, report } from "../../../scripts/lib/key-rotation.ts";
import { withClient } from "../../fixtures/client.ts";
import { oneOfEach } from "../../fixtures/one-of-each.ts";
import { aDatabase, aTenant } from "../../fixtures/tenant.ts";

const NEW = `e2:${new Uint8Array(32).fill(7).toBase64()}`;
/** The deployment between two keys, and behind: with the new one alone. */
const between = (change: Partial<Env> = {}): Env => ({
  ...env,
  ENCRYPTION_KEYS: `${NEW},${env.ENCRYPTION_KEYS}`,
  ...change,
});
const after = (): Env => ({ ...env, ENCRYPTION_KEYS: NEW });

/** A bucket of its own: what is set aside belongs to all. */
function aBucket(objects: Map<string, string>): R2Bucket {
  const etag = (text: string) => String(text.length) + text.slice(0, 80);
  const bucket = {
    list: () =>
      Promise.resolve({ objects: [...objects.keys()].map((key) => ({ key })), truncated: false }),
    get: (key: string) => {
      const text = objects.get(key);
      return Promise.resolve(
        text === undefined ? null : { etag: etag(text), text: () => Promise.resolve(text) },
      );
    },
    put: (key: string, text: string, { onlyIf }: { onlyIf: { etagMatches: string } }) => {
      const standing = objects.get(key);
      if (standing === undefined || etag(standing) !== onlyIf.etagMatches)
        return Promise.resolve(null);
      objects.set(key, text);
      return Promise.resolve({});
    },
  };
  // Safe: nothing else of it is used.
  return bucket as unknown as R2Bucket;
}

/** Texts of the columns by the key that they need, e.g. `{"numbers.token_sealed": {e1: 2}}`. */
async function byKey(database: D1Database, columns: readonly SealedColumn[]) {
  const found: Record<string, Record<string, number>> = {};
  for (const column of columns) {
    const { results } = await database
      .prepare(countByKey(column))
      .all<{ place: string; kid: string; n: number }>();
    for (const { place, kid, n } of results) found[place] = { ...found[place], [kid]: n };
  }
  return found;
}

const names = (columns: readonly SealedColumn[]) =>
  columns.map(({ table, column }) => `${table}.${column}`).toSorted();

const mapped = (tables: Readonly<Record<string, { readonly holds: object }>>) =>
  Object.entries(tables)
    .flatMap(([table, { holds }]) =>
      "sealed" in holds
        ? String(holds.sealed)
            .split(" ")
            .map((column) => `${table}.${column}`)
        : [],
    )
    .toSorted();

/** A workspace that has a text in each sealed column, as its slices seal it. */
async function aSealedTenant() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const own = await oneOfEach(tenant);
  // Safe: each is an id of its kind.
  const [number, trigger] = [own.numbers as never, own.triggers as never];
  const webhook = (column: string): SealedAt => ({
    tenantId: ctx.tenant.id,
    table: "webhooks",
    column,
    row: own.webhooks,
  });
  const places: readonly SealedAt[] = [
    tokenSealedAt(ctx, number),
    pinSealedAt(ctx, number),
    hookSecretAt(ctx, trigger),
    ...["secret_sealed", "old_secret_sealed", "headers_sealed"].map(webhook),
  ];
  for (const at of places)
    await ctx.db.$client
      .prepare(`UPDATE ${at.table} SET ${at.column} = ?2 WHERE id = ?1`)
      .bind(at.row, await seal(env, at, `canary of ${at.column}`))
      .run();
  const read = async (at: SealedAt) =>
    String(
      await ctx.db.$client
        .prepare(`SELECT ${at.column} FROM ${at.table} WHERE id = ?1`)
        .bind(at.row)
        .first(at.column),
    );
  return { ctx, places, read };
}

describe("the list of sealed columns", () => {
  test("is the data map's", ({ expect }) => {
    expect(names(TENANT_SEALED)).toEqual(mapped(TENANT_TABLES));
    expect(names(CONTROL_SEALED)).toEqual(mapped(CONTROL_TABLES));
  });
});

describe("a rotation of the encryption keys", () => {
  test("seals each column of a workspace anew, after which the old key is needed by nobody", async ({
    expect,
  }) => {
    const { ctx, places, read } = await aSealedTenant();
    expect(new Set(places.map(({ table, column }) => `${table}.${column}`))).toEqual(
      new Set(names(TENANT_SEALED)),
    );
    await resealTenant({ ...ctx, env: between() });
    for (const at of places) {
      const sealed = await read(at);
      expect(sealedBy(sealed)).toBe("e2");
      expect(await open(after(), at, sealed)).toBe(`canary of ${at.column}`);
    }
    // As the operator's script asks.
    const sealed = await countSealed(async (binding, sql) => {
      if (binding === "CONTROL_DB")
        return sql.startsWith("SELECT binding") ? [{ binding: "TENANT_DB" }] : [];
      return (await ctx.db.$client.prepare(sql).all()).results;
    });
    expect(sealed.map(({ place }) => place)).toEqual(names(TENANT_SEALED));
    expect(report(sealed)).toContain("Everything is sealed by e2");
  });

  test("does nothing while there is one key, and nothing to what is new", async ({ expect }) => {
    const { ctx, places, read } = await aSealedTenant();
    const before = await Promise.all(places.map(read));
    await resealTenant(ctx);
    expect(await Promise.all(places.map(read))).toEqual(before);
  });

  test("leaves what somebody writes meanwhile, and every text can be read at each step", async ({
    expect,
  }) => {
    const { ctx, places, read } = await aSealedTenant();
    const [token] = places;
    if (token === undefined) throw new Error("there is no place");
    let batches = 0;
    const db = withClient(ctx.db, {
      batch: async (statements) => {
        batches += 1;
        for (const at of places) await open(between(), at, await read(at));
        if (batches === 1)
          await ctx.db.$client
            .prepare("UPDATE numbers SET token_sealed = ?2 WHERE id = ?1")
            .bind(token.row, await seal(env, token, "a newer token"))
            .run();
        return ctx.db.$client.batch<never>(statements);
      },
    });
    await resealTenant({ ...ctx, db, env: between() });
    expect(batches).toBeGreaterThan(1);
    expect(await open(between(), token, await read(token))).toBe("a newer token");
  });

  test("passes by a text that cannot be opened, and seals the others", async ({ expect }) => {
    const { ctx, places, read } = await aSealedTenant();
    const [token] = places;
    if (token === undefined) throw new Error("there is no place");
    const foreign = await seal({ ...env, ENCRYPTION_KEYS: NEW.replace("e2", "e0") }, token, "x");
    await ctx.db.$client
      .prepare("UPDATE numbers SET token_sealed = ?2 WHERE id = ?1")
      .bind(token.row, foreign)
      .run();
    await resealTenant({ ...ctx, env: between() });
    expect(await read(token)).toBe(foreign);
    const rest = await Promise.all(places.slice(1).map(read));
    expect(rest.map(sealedBy)).toEqual(rest.map(() => "e2"));
  });

  test("goes on where it ended, through the control plane and what is set aside", async ({
    expect,
  }) => {
    const database = await aDatabase(env);
    await migrate(database, CONTROL_MIGRATIONS);
    const people = 620;
    for (let i = 0; i < people; i += 1) {
      const id = newId("user");
      await database.batch([
        database
          .prepare(
            `INSERT INTO users (id, full_name, email, timezone, locale, password_hash, email_verified, policy_accepted_at, created_at, updated_at)
             VALUES (?1, 'Ada', ?1, 'UTC', 'en', '', 1, 1, 1, 1)`,
          )
          .bind(id),
        database
          .prepare(
            "INSERT INTO second_factors (user_id, seed_sealed, last_step, created_at) VALUES (?1, ?2, 0, 1)",
          )
          .bind(id, await seal(env, seedSealedAt(id), "seed")),
      ]);
    }
    const app = { tenantId: newId("tenant"), appId: "102290129340398" };
    await database
      .prepare(
        "INSERT INTO tenants (id, name, timezone, binding, state, settings, created_at) VALUES (?1, 'Ada', 'UTC', ?1, 'active', '{}', 1)",
      )
      .bind(app.tenantId)
      .run();
    await database
      .prepare(
        "INSERT INTO meta_apps (app_id, tenant_id, secrets_sealed, verify_token_sealed, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, 1, 1)",
      )
      .bind(
        app.appId,
        app.tenantId,
        await seal(env, sealedAt(app, "secrets_sealed"), "secrets"),
        await seal(env, sealedAt(app, "verify_token_sealed"), "token"),
      )
      .run();
    const id = newId("quarantine");
    const aside = { tenantId: "control", table: "quarantine", column: "r2_key", row: id } as const;
    const objects = new Map([[`quarantine/${id}`, await seal(env, aside, "a webhook")]]);
    const deployment = between({ CONTROL_DB: database, MEDIA: aBucket(objects) });

    await resealControl(deployment);
    const half = await byKey(database, CONTROL_SEALED);
    expect(half["second_factors.seed_sealed"]).toMatchObject({ e1: expect.any(Number) });
    await resealControl(deployment);
    expect(await byKey(database, CONTROL_SEALED)).toEqual({
      "second_factors.seed_sealed": { e2: people },
      "meta_apps.secrets_sealed": { e2: 1 },
      "meta_apps.verify_token_sealed": { e2: 1 },
    });
    expect(await open(after(), aside, objects.get(`quarantine/${id}`) ?? "")).toBe("a webhook");
  });
});
