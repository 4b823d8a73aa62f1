import { describe, test } from "vitest";

import { buildTemplateContent, variablesOf } from "#core/whatsapp/template";
import { parseComponents } from "#core/whatsapp/template-components";
import { connectNumber } from "#features/numbers/connect-number";
import type { TemplateView } from "#features/templates/schemas";

import { aKey, ask, call, type Route } from "../fixtures/call.ts";
import { TEMPLATE_KINDS, type TemplateKind } from "../fixtures/template-kinds.ts";
import { aTenant, byAnotherKey, type TenantFixture } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";

const PHONE = "+5511987650001";
const SAMPLES = {
  text: "A-1",
  degrees: "-33.45",
  image: "https://shop.example/a.jpg",
  video: "https://shop.example/a.mp4",
  document: "https://shop.example/a.pdf",
  instant: "2030-12-24T18:00:00Z",
  products: "bread, roll",
};

/** A workspace with a sandbox number that approves every template, and a person who agreed to offers. */
async function aShop(): Promise<TenantFixture & { readonly numberId: string }> {
  const tenant = await aTenant();
  const number = await connectNumber(tenant.ctx, {
    kind: "sandbox",
    template_review: "approve",
    latency_ms: 0,
  });
  await call(tenant, "POST /contacts", { phone: PHONE, name: "Ana" });
  const grant = { purpose: "marketing", action: "grant", method: "form", statement: "I agree." };
  await call(tenant, `POST /contacts/phone:${encodeURIComponent(PHONE)}/consents`, grant);
  return { ...tenant, numberId: number.id };
}

async function must<B = TemplateView>(
  shop: TenantFixture,
  route: Route,
  body: unknown,
  more?: Readonly<Record<string, string>>,
): Promise<B> {
  const { status, body: answer } = await call<B>(shop, route, body, more);
  if (status >= 300) throw new Error(`${route}: ${status} ${JSON.stringify(answer)}`);
  return answer;
}

const became = (shop: TenantFixture, id: string, status: string) =>
  until(async () => {
    const { body } = await call<TemplateView>(shop, `GET /templates/${id}`);
    return body.status === status && body;
  });

/** The way of one kind from its writing to its delivery; each step fails the test by itself. */
async function live(
  shop: TenantFixture & { readonly numberId: string },
  name: string,
  kind: TemplateKind,
) {
  const { variables: _, ...content } = kind;
  const draft = { name, language: "en_GB", ...content };
  const { problems } = await must<{ problems: { severity: string }[] }>(
    shop,
    "POST /templates/lint",
    draft,
  );
  const template = await must(shop, "POST /templates", { number_id: shop.numberId, ...draft });
  await must(shop, `POST /templates/${template.id}/submit`, {});
  const approved = await became(shop, template.id, "approved");
  // Meta tells seconds: two approvals in one would be the same webhook twice.
  await scheduler.wait(1_100);
  const etag = { "if-match": "*" };
  const { components } = content;
  const edited = await must(shop, `PATCH /templates/${template.id}`, { components }, etag);
  await became(shop, template.id, "approved");
  const again = await ask(shop, `PATCH /templates/${template.id}`, { components }, etag);
  await shop.ctx.sandbox.reviewTemplate({
    template_id: approved.meta_template_id ?? "",
    event: "PAUSED",
  });
  await became(shop, template.id, "paused");
  const message = () => {
    const given = { ...draft, components: parseComponents(components) };
    const values = Object.fromEntries(
      variablesOf(given).map(({ key, kind: of }) => [key, SAMPLES[of]]),
    );
    return { to: PHONE, template: buildTemplateContent(given, values) };
  };
  const early = await ask(shop, "POST /messages", message(), aKey());
  const unpaused = await must(shop, `POST /templates/${template.id}/unpause`, undefined);
  const sent = await must<{ id: string }>(shop, "POST /messages", message(), aKey());
  const delivered = await until(async () => {
    const { body } = await call<{ status: string; error: unknown }>(
      shop,
      `GET /messages/${sent.id}`,
    );
    return ["delivered", "read", "failed"].includes(body.status) && body;
  });
  return {
    errors: problems.filter(({ severity }) => severity === "error"),
    edited: edited.status,
    again: [again.status, (await again.json<{ code: string }>()).code],
    early: [early.status, (await early.json<{ code: string }>()).code],
    unpaused: unpaused.status,
    delivered: delivered.status === "failed" ? delivered.error : "delivered",
  };
}

describe("a template of each kind", () => {
  test("is written, approved, edited once, paused, unpaused and sent", async ({ expect }) => {
    const shop = await aShop();
    const kinds = Object.entries(TEMPLATE_KINDS);
    const lived = await Promise.all(
      kinds.map(async ([name, kind], i) => {
        // A key of its own: all that look at once would use up the calls of one.
        const own = { ...(await byAnotherKey(shop)), numberId: shop.numberId };
        return [name, await live(own, `kind_${i}`, kind)] as const;
      }),
    );
    expect(lived).toEqual(
      kinds.map(([name]) => [
        name,
        {
          errors: [],
          edited: "pending",
          again: [409, "edit_limit"],
          early: [422, "template_not_sendable"],
          unpaused: "approved",
          delivered: "delivered",
        },
      ]),
    );
  });
});
