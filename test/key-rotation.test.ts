import { describe, test } from "vitest";

import { countSealed, newKey, report, withKey } from "../scripts/lib/key-rotation.ts";

/** A deployment of two workspaces with databases. */
const ask = (binding: string, sql: string) => {
  if (sql.startsWith("SELECT binding"))
    return Promise.resolve([{ binding: "TENANT_DB_0001" }, { binding: "TENANT_DB_0002" }]);
  const rows: Readonly<Record<string, readonly object[]>> = {
    CONTROL_DB: [{ place: "second_factors.seed_sealed", kid: "k2", n: 3 }],
    TENANT_DB_0001: [{ place: "numbers.token_sealed", kid: "k1", n: 2 }],
    TENANT_DB_0002: [
      { place: "numbers.token_sealed", kid: "k1", n: 1 },
      { place: "numbers.token_sealed", kid: "k2", n: 4 },
    ],
  };
  // Each column is counted by one of the statements.
  if (!sql.includes("token_sealed") && !sql.includes("seed_sealed")) return Promise.resolve([]);
  return Promise.resolve((rows[binding] ?? []) as readonly Record<string, unknown>[]);
};

describe("a rotation of the encryption keys", () => {
  test("counts what each key sealed in all databases", async ({ expect }) => {
    expect(await countSealed(ask)).toEqual([
      { place: "numbers.token_sealed", kid: "k1", n: 3 },
      { place: "numbers.token_sealed", kid: "k2", n: 4 },
      { place: "second_factors.seed_sealed", kid: "k2", n: 3 },
    ]);
  });

  test("says when the old key may go, and not before", async ({ expect }) => {
    const sealed = await countSealed(ask);
    expect(report(sealed)).toContain("Keys that are needed: k1, k2.");
    expect(report(sealed.filter(({ kid }) => kid === "k2"))).toContain(
      "Everything is sealed by k2",
    );
    expect(report([])).toBe("Nothing is sealed yet.");
  });

  test("puts a new key in front of those that are there", ({ expect }) => {
    const [old, fresh] = [newKey(0), newKey(Date.UTC(2030, 0, 2))];
    const vars = withKey(`PUBLIC_URL=x\nENCRYPTION_KEYS=${old}\nJWT_KEYS=y\n`, fresh);
    const [, first = "", second] = /^ENCRYPTION_KEYS=([^,]+),(.+)$/m.exec(vars) ?? [];
    expect([first, second, vars.split("\n").length]).toEqual([fresh, old, 4]);
    expect(first).toMatch(/^k20300102[0-9a-f]{4}:/);
    expect(Buffer.from(first.split(":")[1] ?? "", "base64")).toHaveLength(32);
    expect(() => withKey("JWT_KEYS=y", fresh)).toThrow("ENCRYPTION_KEYS");
  });
});
