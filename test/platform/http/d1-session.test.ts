import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { app } from "#app";

import { aKey, call } from "../../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";

const ON = { D1_SESSIONS: "on" };
const BOOKMARK = "x-d1-bookmark";
const aPerson = { phone: "+5511987650001", name: "Ana" };

/** Where the sessions of a workspace's database started, while a call was made. */
async function startsOf(
  { tenant, headers }: TenantFixture,
  [method, path]: readonly [method: string, path: string],
  more: { readonly body?: object; readonly bookmark?: string; readonly variables?: object } = {},
) {
  const binding = tenant.binding ?? "";
  const database = (env as unknown as Record<string, D1Database>)[binding] as D1Database;
  const starts: string[] = [];
  const watched = new Proxy(database, {
    get: (target, name) => {
      if (name === "withSession")
        return (start: string) => {
          starts.push(start);
          return target.withSession(start);
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const request = new Request(`https://waqtor.test/v1${path}`, {
    method,
    headers: {
      ...headers,
      ...aKey(),
      ...(more.bookmark !== undefined && { [BOOKMARK]: more.bookmark }),
    },
    ...(more.body && { body: JSON.stringify(more.body) }),
  });
  const deployment = { ...env, ...ON, ...more.variables, [binding]: watched };
  const answer = await app.fetch(request, deployment, createExecutionContext());
  await answer.body?.cancel();
  return { starts, bookmark: answer.headers.get(BOOKMARK), status: answer.status };
}

describe("where reads may come from replicas", () => {
  test("a write begins at the primary and tells a bookmark, and a read behind it sees it", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const caller = { ...tenant, variables: ON };
    const made = await call(caller, "POST /contacts", aPerson);
    const bookmark = made.headers.get(BOOKMARK) ?? "";
    expect([made.status, bookmark]).toEqual([201, expect.stringMatching(/^[\w-]{40,}$/)]);
    const path = `/contacts/${String(made.body["id"])}` as const;
    const seen = await call(caller, `GET ${path}`, undefined, { [BOOKMARK]: bookmark });
    expect(seen.body).toMatchObject({ name: "Ana" });
    expect(seen.headers.get(BOOKMARK)).toBeNull();
  });

  test("a session starts at the primary for a write, anywhere for a read, or behind its bookmark", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const write = await startsOf(tenant, ["POST", "/contacts"], { body: aPerson });
    expect(write).toMatchObject({ status: 201, starts: ["first-primary"] });
    expect((await startsOf(tenant, ["GET", "/contacts"])).starts).toEqual(["first-unconstrained"]);
    const bookmark = write.bookmark ?? "";
    const read = await startsOf(tenant, ["GET", "/contacts"], { bookmark });
    expect(read.starts).toEqual([expect.stringMatching(/^[0-9a-f]{8}-/)]);
    const next = await startsOf(tenant, ["POST", "/contacts/search"], { bookmark, body: {} });
    expect(next.starts).toEqual(["first-primary"]);
  });

  test("what is no bookmark of this workspace is answered from the primary", async ({ expect }) => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const { bookmark } = await startsOf(other, ["POST", "/contacts"], { body: aPerson });
    for (const given of [bookmark ?? "", "first-unconstrained", "00000000-0000", "é".repeat(9)]) {
      const read = await startsOf(tenant, ["GET", "/contacts"], { bookmark: given });
      expect([given, read.status, read.starts]).toEqual([given, 200, ["first-primary"]]);
    }
  });

  test("a stream has no session, nor has any call of a deployment without replicas", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    expect(await startsOf(tenant, ["GET", "/events/stream"])).toMatchObject({
      status: 200,
      starts: [],
    });
    const off = { variables: { D1_SESSIONS: "off" } };
    const write = await startsOf(tenant, ["POST", "/contacts"], { body: aPerson, ...off });
    expect(write).toMatchObject({ status: 201, starts: [], bookmark: null });
  });
});
