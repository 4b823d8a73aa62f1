import { env } from "cloudflare:workers";

import type { Id } from "#core/ids";
import type { WorkspaceContext } from "#platform/context";
import { asJob } from "#platform/context";
import { bindTenant, loadTenant } from "#platform/tenancy";

import { call } from "../../fixtures/call.ts";
import { until } from "../../fixtures/until.ts";
import { control, registerVerified, visitor } from "../accounts/fixture.ts";

export const SHOP = "Padaria Almeida";

/** A workspace that has something everywhere, by an owner who works nowhere else; and what only its data holds. */
export async function aShop() {
  const mark = crypto.randomUUID().slice(0, 8);
  const phone = `+55119${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
  const person = await registerVerified({ workspace_name: SHOP, full_name: `Ana ${mark}` });
  const owner = visitor(person.accessToken);
  const make = async (route: `POST ${string}`, body: unknown) => {
    const answer = await call(owner, route, body);
    if (answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const number = await make("POST /numbers", { kind: "sandbox", latency_ms: 0 });
  for (const name of [`Bruno ${mark}`, `Bia ${mark}`])
    await make("POST /contacts", {
      name,
      ...(name.startsWith("Bruno") ? { phone } : { bsuid: `US.${mark}77` }),
    });
  await make(`POST /sandbox/numbers/${String(number["id"])}/inbound`, {
    from: phone,
    type: "image",
    image: { mime_type: "image/jpeg", caption: `bilhete${mark}` },
  });
  await make("POST /api-keys", { name: "k", scopes: ["contacts:read"] });
  await make("POST /invitations", { email: `rui-${mark}@example.com`, role: "agent" });
  await make("POST /exports", { resource: "contacts", format: "csv" });
  await until(async () => {
    const { objects } = await env.MEDIA.list({ prefix: `t/${person.tenantId}/` });
    const heard = await call(owner, "GET /conversations");
    return objects.length >= 2 && (heard.body.data?.length ?? 0) > 0;
  });
  // Safe: it is a workspace's id.
  const tenantId = person.tenantId as Id<"tenant">;
  return { person, owner, tenantId, traces: [mark, phone.slice(1), person.email] };
}

/** The same, whose grace is over at this moment, with a context of the job that ends it. */
export async function aClosedShop() {
  const shop = await aShop();
  const { status } = await call(shop.owner, "DELETE /workspace", {
    confirm: SHOP,
    password: shop.person.password,
  });
  if (status !== 202) throw new Error(`closing answered ${status}`);
  await control("UPDATE tenants SET closing_at = ?2 WHERE id = ?1", shop.tenantId, Date.now());
  const tenant = await loadTenant(env, shop.tenantId);
  if (tenant === undefined) throw new Error("there is no workspace");
  const ctx = asJob(
    await bindTenant(env, tenant, {
      actor: { kind: "job", id: "workspace.end" },
      origin: { requestId: "test", ip: null, userAgent: null },
    }),
  );
  return { ...shop, ctx };
}

/** The same context so much later, ms. */
export const later = <C extends WorkspaceContext>(ctx: C, ms: number): C => ({
  ...ctx,
  nowMs: () => Date.now() + ms,
  enqueue: () => Promise.resolve(),
});
