import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { call } from "../../fixtures/call";
import { someDigits } from "../../fixtures/graph";
import { aSecret } from "../../fixtures/meta-app";
import { aTenant } from "../../fixtures/tenant";
import { fetchApi } from "../../http/fetch-api";

const encoder = new TextEncoder();
const base64url = (bytes: Uint8Array) =>
  bytes.toBase64({ alphabet: "base64url", omitPadding: true });
const [SECRET = ""] = env.META_APP_SECRET.split(",");

/** As Meta signs. */
async function signed(claims: object, secret = SECRET): Promise<string> {
  const payload = base64url(encoder.encode(JSON.stringify(claims)));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "sign",
  ]);
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(payload));
  return `${base64url(new Uint8Array(signature))}.${payload}`;
}

const claims = (userId = someDigits(15)) => ({
  user_id: userId,
  algorithm: "HMAC-SHA256",
  issued_at: 1_291_836_800,
  expires: 1_291_840_400,
});

const post = (path: string, signedRequest: string | null) =>
  fetchApi(`https://waqtor.test/webhooks/meta${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body:
      signedRequest === null
        ? ""
        : new URLSearchParams({ signed_request: signedRequest }).toString(),
  });

interface Told {
  readonly url: string;
  readonly confirmation_code: string;
}

describe("Meta's callback for deleting data", () => {
  test("answers a code and a page that says what became of it, and keeps no id", async ({
    expect,
  }) => {
    const userId = someDigits(15);
    const first = await post("/data-deletion", await signed(claims(userId)));
    const told: Told = await first.json();
    expect([first.status, told]).toEqual([
      200,
      {
        url: `${env.PUBLIC_URL}/data-deletion/${told.confirmation_code}`,
        confirmation_code: expect.stringMatching(/^[0-9a-z]{26}$/),
      },
    ]);
    const again = await post("/data-deletion", await signed(claims(userId)));
    expect(await again.json()).toEqual(told);
    const page = await fetchApi(
      `https://waqtor.test/data-deletion/${told.confirmation_code}?lang=es`,
    );
    const words = await page.text();
    expect([page.status, page.headers.get("set-cookie")]).toEqual([200, null]);
    expect(words).toContain("no queda nada que borrar");
    const kept = await env.CONTROL_DB.prepare("SELECT * FROM meta_callbacks").all();
    const audit = await env.CONTROL_DB.prepare("SELECT * FROM audit_logs WHERE target = ?1")
      .bind(told.confirmation_code)
      .all();
    expect(audit.results.length).toBe(2);
    expect(words + JSON.stringify([kept.results, audit.results])).not.toContain(userId);
  });

  test.for<[string, () => Promise<string | null>, number]>([
    ["nothing", async () => null, 400],
    ["garbage", async () => "x.y", 400],
    ["what is no JSON", async () => `${"A".repeat(43)}.AAAA`, 400],
    ["another algorithm", () => signed({ ...claims(), algorithm: "HMAC-SHA1" }), 400],
    ["no person", () => signed({ algorithm: "HMAC-SHA256" }), 400],
    ["what another secret signed", () => signed(claims(), aSecret()), 401],
    [
      "a changed payload",
      async () => (await signed(claims())).replace(/.$/, "A").replace(/\.../, ".eyJ"),
      400,
    ],
  ])("refuses %s, and keeps nothing", async ([, request, status], { expect }) => {
    const count = () => env.CONTROL_DB.prepare("SELECT count(*) n FROM meta_callbacks").first("n");
    const before = await count();
    for (const path of ["/data-deletion", "/deauthorize"]) {
      const answer = await post(path, await request());
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
    expect(await count()).toBe(before);
  });

  test("of a workspace's own app is signed by that app, and by nobody else", async ({ expect }) => {
    const tenant = await aTenant();
    const appId = someDigits(15);
    const secret = aSecret();
    await call(tenant, "POST /meta-apps", { app_id: appId, app_secret: `${aSecret()},${secret}` });
    const good = await post(`/${appId}/deauthorize`, await signed(claims(), secret));
    expect([good.status, await good.json()]).toEqual([200, {}]);
    expect((await post(`/${appId}/deauthorize`, await signed(claims()))).status).toBe(401);
    expect((await post(`/${someDigits(15)}/data-deletion`, await signed(claims()))).status).toBe(
      404,
    );
    const audit = await env.CONTROL_DB.prepare(
      "SELECT action, actor_kind FROM audit_logs WHERE tenant_id = ?1 AND action = 'meta.deauthorize'",
    )
      .bind(tenant.tenant.id)
      .all();
    expect(audit.results).toEqual([{ action: "meta.deauthorize", actor_kind: "meta" }]);
  });

  test("has no page for a code that nobody was given", async ({ expect }) => {
    const page = await fetchApi(`https://waqtor.test/data-deletion/${"0".repeat(26)}`);
    expect(page.status).toBe(404);
  });
});
