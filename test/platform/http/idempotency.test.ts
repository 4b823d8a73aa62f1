import { beforeAll, describe, test } from "vitest";

import { callProbe, notesTaken } from "../../fixtures/probe.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";

let tenant: TenantFixture;
beforeAll(async () => {
  tenant = await aTenant();
});

interface Take {
  readonly name: string;
  readonly key: string;
  readonly text?: string;
  readonly as?: TenantFixture;
}

const take = ({ name, key, text = "x", as = tenant }: Take) =>
  callProbe(`/notes/${name}`, {
    method: "POST",
    headers: { ...as.headers, "idempotency-key": key },
    body: JSON.stringify({ text }),
  });

describe("a call with an Idempotency-Key", () => {
  test("happens once and answers the same again", async ({ expect }) => {
    const first = await take({ name: "a", key: "key-a" });
    const again = await take({ name: "a", key: "key-a" });
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.status).toBe(201);
    expect(await again.json()).toEqual(await first.json());
    expect(await notesTaken(tenant.ctx, "a")).toBe(1);
  });

  test("happens once when it is made many times at once", async ({ expect }) => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => take({ name: "b", key: "key-b" })),
    );
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect(bodies.size).toBe(1);
    expect(answers.filter((a) => a.headers.has("idempotent-replayed"))).toHaveLength(11);
    expect(await notesTaken(tenant.ctx, "b")).toBe(1);
  });

  test("is given its first answer even where the state by now refuses it", async ({ expect }) => {
    const first = await take({ name: "once-c", key: "key-c" });
    const again = await take({ name: "once-c", key: "key-c" });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await again.json()).toEqual(await first.json());
    const another = await take({ name: "once-c", key: "key-c2" });
    expect(await another.json()).toMatchObject({ code: "invalid_state" });
  });

  test("is refused with another body, valid or not", async ({ expect }) => {
    await take({ name: "d", key: "key-d" });
    const other = await take({ name: "d", key: "key-d", text: "y" });
    expect(other.status).toBe(422);
    expect(other.headers.get("idempotent-replayed")).toBeNull();
    expect(await other.json()).toMatchObject({ code: "idempotency_mismatch" });
    const invalid = await callProbe("/notes/d", {
      method: "POST",
      headers: { ...tenant.headers, "idempotency-key": "key-d" },
      body: '{"text":1}',
    });
    expect(await invalid.json()).toMatchObject({ code: "idempotency_mismatch" });
    expect(await notesTaken(tenant.ctx, "d")).toBe(1);
  });

  test("does not meet the same key of another path, credential or workspace", async ({
    expect,
  }) => {
    const stranger = await aTenant();
    for (const call of [
      { name: "e", key: "shared" },
      { name: "f", key: "shared" },
      { name: "e", key: "shared", as: stranger },
    ])
      expect((await take(call)).headers.get("idempotent-replayed")).toBeNull();
    expect(await notesTaken(stranger.ctx, "e")).toBe(1);
  });

  test("is never taken for another whose path and key read the same in one line", async ({
    expect,
  }) => {
    await take({ name: "p", key: "q|r" });
    const other = await take({ name: "p|q", key: "r" });
    expect(other.headers.get("idempotent-replayed")).toBeNull();
    expect(await notesTaken(tenant.ctx, "p|q")).toBe(1);
  });

  test("counts a quoted key and the same key without quotes as one", async ({ expect }) => {
    await take({ name: "g", key: '"key-g"' });
    const again = await take({ name: "g", key: "key-g" });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  test("may be corrected and repeated when it was refused before any effect", async ({
    expect,
  }) => {
    const bad = await callProbe("/notes/h", {
      method: "POST",
      headers: { ...tenant.headers, "idempotency-key": "key-h" },
      body: '{"text":1}',
    });
    expect(bad.status).toBe(400);
    expect((await take({ name: "h", key: "key-h" })).status).toBe(200);
  });

  test.for([
    ["empty", ""],
    ["spaces", "a b"],
    ["256 characters", "x".repeat(256)],
    ["an emoji", "%F0%9F%98%80é"],
    ["a half quote", '"abc'],
    ["only quotes", '""'],
  ] as const)("refuses a key of %s", async ([, key], { expect }) => {
    const res = await take({ name: "i", key });
    expect(res.status).toBe(400);
    expect(await res.json()).toMatchObject({ code: "invalid_idempotency_key" });
    expect(await notesTaken(tenant.ctx, "i")).toBe(0);
  });

  test("accepts 255 characters", async ({ expect }) => {
    expect((await take({ name: "j", key: "x".repeat(255) })).status).toBe(200);
  });
});

describe("a call without one", () => {
  test("is refused where repeating it could do harm", async ({ expect }) => {
    const res = await callProbe("/campaigns/cmp_1/launch", {
      method: "POST",
      headers: tenant.headers,
    });
    expect(res.status).toBe(400);
    expect(await res.json()).toMatchObject({ code: "idempotency_key_required" });
  });

  test("happens each time elsewhere, and reads ignore the header", async ({ expect }) => {
    const res = await callProbe("/list", { headers: { ...tenant.headers, "idempotency-key": "" } });
    expect(res.status).toBe(200);
  });
});
