import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { aKey, call } from "../../fixtures/call.ts";
import { aPerson, control, register, visitor } from "./fixture.ts";

/** The database of a workspace; null while it has none. */
async function databaseOf(tenantId: string): Promise<unknown> {
  const [row] = await control(
    "SELECT nullif(binding, id) AS binding FROM tenants WHERE id = ?1",
    tenantId,
  );
  return row?.["binding"];
}

const claimedBy = async (tenantId: string) =>
  (await control("SELECT binding FROM pool WHERE tenant_id = ?1", tenantId)).map(
    (row) => row["binding"],
  );

const needsDatabase = (token: string) => call(visitor(token), "GET /contacts");

/** Hold every free database but `free` of them, so that nobody can claim one, while `act` runs. */
async function withFewDatabases(free: number, act: () => Promise<void>): Promise<void> {
  await control(
    `UPDATE pool SET tenant_id = 'held-' || binding WHERE tenant_id IS NULL AND binding NOT IN
       (SELECT binding FROM pool WHERE tenant_id IS NULL ORDER BY binding LIMIT ?1)`,
    free,
  );
  try {
    await act();
  } finally {
    await control("UPDATE pool SET tenant_id = NULL WHERE tenant_id LIKE 'held-%'");
  }
}

describe("a workspace has no database", () => {
  test("when it is registered, and none for what the control plane answers", async ({ expect }) => {
    const person = await register();
    const { email, password, refreshToken } = person;
    const me = visitor(person.accessToken);
    const statuses = [
      await call(me, "GET /me"),
      await call(me, "PATCH /me", { full_name: "Ada King" }, aKey()),
      await call(me, "GET /workspace"),
      await call(me, "PATCH /workspace", { name: "Engines" }, aKey()),
      await call(me, "POST /api-keys", { name: "shop", scopes: ["contacts:read"] }, aKey()),
      await call(me, "GET /api-keys"),
      await call(me, "GET /scopes"),
      await call(me, "GET /event-types"),
      await call(visitor(), "POST /auth/login", { email, password }),
      await call(visitor(), "POST /auth/refresh", { refresh_token: refreshToken }),
      await call(me, "POST /auth/logout", undefined, aKey()),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200, 201, 200, 200, 200, 200, 200, 204]);
    expect([await databaseOf(person.tenantId), await claimedBy(person.tenantId)]).toEqual([
      null,
      [],
    ]);
  });

  test("and its refused control-plane calls are answered again by their key", async ({
    expect,
  }) => {
    const { accessToken, tenantId } = await register();
    const key = aKey();
    const ask = () =>
      call(visitor(accessToken), "PATCH /workspace", { name: "Engines" }, { ...key });
    const [first, again] = [await ask(), await ask()];
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await databaseOf(tenantId)).toBeNull();
  });
});

describe("the first act that needs a database", () => {
  test("claims one that is free, migrates it and goes on", async ({ expect }) => {
    const { accessToken, tenantId } = await register();
    const made = await call(visitor(accessToken), "POST /contacts", { phone: "+34600111222" });
    expect(made.status).toBe(201);
    const binding = await databaseOf(tenantId);
    expect(await claimedBy(tenantId)).toEqual([binding]);
    const database = Reflect.get(env, String(binding)) as D1Database;
    const { results } = await database.prepare("SELECT id FROM contacts").all();
    expect(results).toEqual([{ id: made.body["id"] }]);
    expect((await needsDatabase(accessToken)).body.data).toHaveLength(1);
  });

  test("made at once with others claims one database for all of them", async ({ expect }) => {
    const { accessToken, tenantId } = await register();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        call(visitor(accessToken), "POST /contacts", { phone: `+3460011122${i}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(await claimedBy(tenantId)).toEqual([await databaseOf(tenantId)]);
    expect((await needsDatabase(accessToken)).body.data).toHaveLength(6);
  });

  test("of different workspaces at once claims different databases", async ({ expect }) => {
    const people = await Promise.all(Array.from({ length: 6 }, () => register()));
    const answers = await Promise.all(people.map((each) => needsDatabase(each.accessToken)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const databases = await Promise.all(people.map((each) => databaseOf(each.tenantId)));
    expect(new Set(databases).size).toBe(6);
    expect(databases).not.toContain(null);
  });

  test("answers capacity_exhausted when none is free, and everything else still works", async ({
    expect,
  }) => {
    await withFewDatabases(0, async () => {
      const { accessToken, tenantId, email, password } = await register();
      const refused = await needsDatabase(accessToken);
      expect([refused.status, refused.body["code"]]).toEqual([503, "capacity_exhausted"]);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await databaseOf(tenantId)).toBeNull();
      const standing = [
        await call(visitor(accessToken), "GET /me"),
        await call(visitor(accessToken), "GET /workspace"),
        await call(visitor(), "POST /auth/login", { email, password }),
      ];
      expect(standing.map(({ status }) => status)).toEqual([200, 200, 200]);
    });
  });

  test("that came too late for the last database is answered once there is one again", async ({
    expect,
  }) => {
    const people = [await register(), await register(), await register()];
    await withFewDatabases(1, async () => {
      const answers = await Promise.all(people.map((each) => needsDatabase(each.accessToken)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 503, 503]);
    });
    for (const each of people) expect((await needsDatabase(each.accessToken)).status).toBe(200);
  });

  test("finds databases that were bound since the pool was filled", async ({ expect }) => {
    await withFewDatabases(0, async () => {
      const [gone] = await control(
        "DELETE FROM pool WHERE binding = (SELECT binding FROM pool WHERE tenant_id LIKE 'held-%' LIMIT 1) RETURNING binding",
      );
      const { accessToken, tenantId } = await register();
      expect((await needsDatabase(accessToken)).status).toBe(200);
      expect(await databaseOf(tenantId)).toBe(gone?.["binding"]);
    });
  });

  test("never gets a database that the deployment does not bind", async ({ expect }) => {
    await control("INSERT INTO pool (binding) VALUES ('A_DATABASE_OF_ANOTHER_DEPLOYMENT')");
    try {
      const { accessToken, tenantId } = await register();
      expect((await needsDatabase(accessToken)).status).toBe(200);
      expect(await databaseOf(tenantId)).toMatch(/^TENANT_DB_/);
    } finally {
      await control("DELETE FROM pool WHERE binding = 'A_DATABASE_OF_ANOTHER_DEPLOYMENT'");
    }
  });
});

test("registering answers the workspace, whatever is left of the pool", async ({ expect }) => {
  await withFewDatabases(0, async () => {
    const { status } = await call(visitor(), "POST /auth/register", aPerson());
    expect(status).toBe(201);
  });
});
