import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import { newId } from "#platform/ids";
import { open, seal, type SealedAt } from "#platform/secrets/envelope";

const at: SealedAt = {
  tenantId: newId("tenant"),
  table: "numbers",
  column: "token_sealed",
  row: newId("number"),
};
const SECRET = "EAAG-canary-secret";

const withKeys = (ENCRYPTION_KEYS: string): Env => ({ ...env, ENCRYPTION_KEYS });
const key = (kid: string, fill: number) => `${kid}:${new Uint8Array(32).fill(fill).toBase64()}`;

/** Change one character inside a base64url part to another of the alphabet. */
const flip = (text: string, index: number) =>
  text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);

describe("a sealed text", () => {
  test("opens where it was sealed, and never looks the same twice", async ({ expect }) => {
    const first = await seal(env, at, SECRET);
    expect(await open(env, at, first)).toBe(SECRET);
    expect(await seal(env, at, SECRET)).not.toBe(first);
    expect(first).not.toContain(SECRET);
    expect(first).toMatch(/^v1\.e1\.[\w-]{16}\.[\w-]+$/);
  });

  test("keeps every character, a byte order mark included", async ({ expect }) => {
    const text = "\uFEFFñ😀";
    expect(await open(env, at, await seal(env, at, text))).toBe(text);
  });

  test.for([
    ["workspace", { tenantId: newId("tenant") }],
    ["table", { table: "webhooks" }],
    ["column", { column: "pin_sealed" }],
    ["row", { row: newId("number") }],
  ] as const)("does not open in another %s", async ([, other], { expect }) => {
    const sealed = await seal(env, at, SECRET);
    await expect(open(env, { ...at, ...other }, sealed)).rejects.toMatchObject({
      code: "internal",
    });
  });

  test("does not open once any part was changed or cut, and tells nothing", async ({ expect }) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const sealed = await seal(env, at, SECRET);
    const [version, kid, iv, ciphertext] = sealed.split(".");
    const broken = [
      flip(sealed, sealed.length - 4),
      [version, kid, flip(iv ?? "", 3), ciphertext].join("."),
      [version, "e9", iv, ciphertext].join("."),
      ["v2", kid, iv, ciphertext].join("."),
      [version, kid, iv, (ciphertext ?? "").slice(0, 8)].join("."),
      [version, kid, iv].join("."),
      `${sealed}.x`,
      "",
      SECRET,
    ];
    for (const text of broken) {
      const error = await open(env, at, text).catch((thrown: unknown) => thrown);
      expect(error, text).toMatchObject({ code: "internal" });
      expect(String(error)).not.toContain(SECRET);
    }
    const lines = logged.mock.calls.flat().join("\n");
    logged.mockRestore();
    expect(lines).toContain("secret.unreadable");
    expect(lines).not.toContain(SECRET);
  });

  test("stays readable while the key ring is rotated, until its key is gone", async ({
    expect,
  }) => {
    const old = withKeys(key("a", 1));
    const both = withKeys(`${key("b", 2)},${key("a", 1)}`);
    const fresh = withKeys(key("b", 2));
    const sealedOld = await seal(old, at, SECRET);
    const sealedNew = await seal(both, at, SECRET);
    expect(await open(both, at, sealedOld)).toBe(SECRET);
    expect(await open(fresh, at, sealedNew)).toBe(SECRET);
    await expect(open(fresh, at, sealedOld)).rejects.toMatchObject({ code: "internal" });
    await expect(open(withKeys(key("a", 3)), at, sealedOld)).rejects.toMatchObject({
      code: "internal",
    });
  });
});
