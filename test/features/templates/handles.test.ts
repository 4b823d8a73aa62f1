import { describe, test } from "vitest";

import { connectNumber } from "#features/numbers/connect-number";
import { numbersInUse } from "#features/numbers/index";
import type { TemplateView } from "#features/templates/schemas";
import { graphOf } from "#platform/meta/graph";

import { ask, call } from "../../fixtures/call.ts";
import { aFile } from "../../fixtures/files.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { uploaded } from "../media/fixture.ts";
import { codeOf } from "./shop.ts";

async function aShop() {
  const tenant = await aTenant();
  const { id } = await connectNumber(tenant.ctx, { kind: "sandbox", template_review: "manual" });
  const draft = async (handle: string) => {
    const header = { type: "HEADER", format: "IMAGE", example: { header_handle: [handle] } };
    const { body } = await call<TemplateView>(tenant, "POST /templates", {
      number_id: id,
      name: "picture",
      language: "en_GB",
      category: "UTILITY",
      components: [header, { type: "BODY", text: "Your order has left our warehouse." }],
    });
    return body.id;
  };
  return { ...tenant, draft };
}

describe("the sample of a header", () => {
  test("may be a medium of ours, which Meta gets when the template is submitted", async ({
    expect,
  }) => {
    const shop = await aShop();
    const { id: medium } = await uploaded(shop, aFile("png", 5000), "image/png");
    const id = await shop.draft(medium);
    const submitted = await ask(shop, `POST /templates/${id}/submit`);
    expect(submitted.status).toBe(202);
    const template = await submitted.json<TemplateView>();
    expect(template.components[0]).toMatchObject({ example: { header_handle: [medium] } });
    const [number] = await numbersInUse(shop.ctx.db);
    if (number === undefined) throw new Error("the number was connected");
    const graph = await graphOf(shop.ctx, number);
    expect(await graph.getTemplate(template.meta_template_id ?? "")).toMatchObject({
      type: "ok",
      value: { components: [{ example: { header_handle: [expect.stringMatching(/^4::/)] } }, {}] },
    });
  });

  test.for([
    ["is not here", `med_${"0".repeat(26)}`, 404, "not_found"],
    ["is an address", "https://shop.example/a.png", 422, "lint_failed"],
  ] as const)("that %s keeps the draft a draft", async ([, handle, status, code], { expect }) => {
    const shop = await aShop();
    const id = await shop.draft(handle);
    const refused = await ask(shop, `POST /templates/${id}/submit`);
    expect([refused.status, await codeOf(refused)]).toEqual([status, code]);
    const { body } = await call<TemplateView>(shop, `GET /templates/${id}`);
    expect(body.status).toBe("draft");
  });
});
