import { env } from "cloudflare:workers";
import { test } from "vitest";

import { CONTROL_MIGRATIONS } from "#db/control/migrations";
import { migrate } from "#db/migrate";

import { aDatabase } from "../../fixtures/tenant.ts";

const LATEST_WITH_A_DATABASE_EACH = "0003_sign_in_attempts.sql";

test("workspaces that were made with their database keep it, and all that points at them", async ({
  expect,
}) => {
  const db = await aDatabase(env);
  const before = CONTROL_MIGRATIONS.findIndex(({ name }) => name === LATEST_WITH_A_DATABASE_EACH);
  await migrate(db, CONTROL_MIGRATIONS.slice(0, before + 1));
  await db.batch(
    [
      "INSERT INTO users (id, full_name, email, timezone, locale, password_hash, policy_accepted_at, created_at, updated_at) VALUES ('usr_1', 'A', 'a@b.co', 'UTC', 'en', 'x', 0, 0, 0)",
      `INSERT INTO tenants (id, name, timezone, binding, state, settings, created_at) VALUES
         ('ws_1', 'One', 'UTC', 'TENANT_DB_0001', 'active', '{"default_country":"ES"}', 1),
         ('ws_2', 'Two', 'UTC', 'TENANT_DB_0002', 'suspended', '{}', 2)`,
      "INSERT INTO memberships (id, tenant_id, user_id, role, created_at) VALUES ('mem_1', 'ws_1', 'usr_1', 'owner', 1)",
      "INSERT INTO sessions (id, user_id, tenant_id, created_at, last_used_at, expires_at) VALUES ('ses_1', 'usr_1', 'ws_2', 0, 0, 0)",
      "INSERT INTO waba_routes (waba_id, tenant_id, created_at) VALUES ('1', 'ws_1', 0)",
    ].map((sql) => db.prepare(sql)),
  );
  const rows = async (table: string) =>
    (await db.prepare(`SELECT * FROM ${table}`).all<Record<string, unknown>>()).results;
  const stood = [await rows("tenants"), await rows("memberships"), await rows("sessions")];

  await migrate(db, CONTROL_MIGRATIONS);

  expect([await rows("tenants"), await rows("memberships"), await rows("sessions")]).toEqual(stood);
  expect((await db.prepare("PRAGMA foreign_key_check").all()).results).toEqual([]);
  const add = (id: string, binding: string | null) =>
    db
      .prepare(
        "INSERT INTO tenants (id, name, timezone, binding, state, created_at) VALUES (?1, 'N', 'UTC', ?2, 'active', 0)",
      )
      .bind(id, binding)
      .run();
  await add("ws_3", null);
  await add("ws_4", null);
  await expect(add("ws_5", "TENANT_DB_0001")).rejects.toThrow("UNIQUE");
  await expect(db.prepare("DELETE FROM tenants WHERE id = 'ws_1'").run()).rejects.toThrow(
    "FOREIGN KEY",
  );
});
