import { describe, test } from "vitest";

import { connectNumber } from "#features/numbers/connect-number";

import { uploaded } from "../features/media/fixture.ts";
import { aKey, call, type Body, type Route } from "../fixtures/call.ts";
import { aFile } from "../fixtures/files.ts";
import { aTenant, type TenantFixture } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";

async function must(shop: TenantFixture, route: Route, body?: unknown): Promise<Body> {
  const answer = await call(shop, route, body, aKey());
  if (answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A workspace with three people, a picture, and a template that is approved. */
async function aShop(content: object) {
  const tenant = await aTenant();
  const number = await connectNumber(tenant.ctx, {
    kind: "sandbox",
    template_review: "approve",
    latency_ms: 0,
  });
  const people = [
    { phone: "+5511987650001", name: "Ana", external_id: "A-1" },
    { phone: "+5511987650002", external_id: "A-2" },
    { phone: "+5511987650003", name: "B".repeat(200), external_id: "A-3" },
  ];
  for (const person of people) await must(tenant, "POST /contacts", person);
  const { id: medium } = await uploaded(tenant, aFile("png", 3000), "image/png");
  const template = await must(tenant, "POST /templates", {
    number_id: number.id,
    name: "parcel",
    language: "en_GB",
    category: "UTILITY",
    ...content,
  });
  const id = String(template["id"]);
  await must(tenant, `POST /templates/${id}/submit`, {});
  await until(async () => (await must(tenant, `GET /templates/${id}`))["status"] === "approved");
  return { ...tenant, numberId: number.id, templateId: id, medium };
}

const CONTENT = {
  components: [
    { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } },
    {
      type: "BODY",
      text: `Hello {{1}}, here is what you ordered. ${"We thank you. ".repeat(62)}`.trim(),
      example: { body_text: [["Ana"]] },
    },
    {
      type: "BUTTONS",
      buttons: [
        { type: "URL", text: "Track", url: "https://shop.example/{{1}}", example: ["A-1"] },
      ],
    },
  ],
};

describe("a campaign of a template with a picture and a link", () => {
  test("fills what it can, and skips whoever has no value that has room", async ({ expect }) => {
    const shop = await aShop(CONTENT);
    const campaign = await must(shop, "POST /campaigns", {
      name: "Parcels",
      number_id: shop.numberId,
      template_id: shop.templateId,
      audience: {},
      variables: {
        "header.1": { value: shop.medium },
        "body.1": { field: "name" },
        "button.0": { field: "external_id" },
      },
    });
    const path = `/campaigns/${String(campaign["id"])}` as const;
    expect(await must(shop, `POST ${path}/audience-preview`, {})).toMatchObject({
      matched: 3,
      eligible: 1,
      skipped: { missing_variable: 2 },
    });
    await must(shop, `POST ${path}/launch`, {});
    await until(async () => (await must(shop, `GET ${path}/progress`))["status"] === "completed");
    const { data } = await must(shop, `GET ${path}/recipients?limit=10`);
    const sent = data?.filter(({ status }) => status !== "skipped");
    expect(data).toHaveLength(3);
    expect(sent).toMatchObject([
      {
        error: null,
        content: {
          components: [
            { type: "header", parameters: [{ type: "image", image: { id: shop.medium } }] },
            { type: "body", parameters: [{ type: "text", text: "Ana" }] },
            {
              type: "button",
              sub_type: "url",
              index: "0",
              parameters: [{ type: "text", text: "A-1" }],
            },
          ],
        },
      },
    ]);
  });

  test.for([
    ["header.1", { field: "name" }, "template_parameters"],
    ["header.1", { value: "http://shop.example/a.png" }, "template_parameters"],
    ["header.1", { value: `med_${"0".repeat(26)}` }, "not_found"],
    ["body.1", { value: "x".repeat(1000) }, "template_parameters"],
    ["body.1", undefined, "missing_variable"],
  ] as const)("is not made with %s as %o", async ([key, source, code], { expect }) => {
    const shop = await aShop(CONTENT);
    const { body } = await call(shop, "POST /campaigns", {
      name: "Parcels",
      number_id: shop.numberId,
      template_id: shop.templateId,
      audience: {},
      variables: {
        "header.1": { value: shop.medium },
        "body.1": { field: "name" },
        "button.0": { field: "external_id" },
        [key]: source,
      },
    });
    expect(body["code"]).toBe(code);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual([`/variables/${key}`]);
  });
});
