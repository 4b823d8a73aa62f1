import { afterEach, describe, test, vi } from "vitest";

import { applyTemplateStatus, syncAccount } from "#features/templates/index";
import type { TemplateView } from "#features/templates/schemas";
import { submitTemplate } from "#features/templates/submit-template";
import { commit } from "#platform/commit";

import { ask, call } from "../../fixtures/call.ts";
import { BODY, aDraft, aShop, codeOf, input, type Shop } from "./shop.ts";

afterEach(() => vi.restoreAllMocks());

const ANY = { "if-match": "*" };
const reply = (text: string, more: object = {}) => ({ type: "QUICK_REPLY", text, ...more });
const MARK = { opt_out: true };
const withButtons = (...buttons: object[]) => ({
  components: [BODY, { type: "BUTTONS", buttons }],
});
const MARKED = withButtons(reply("Where is it?"), reply("No more offers", MARK));
const PLAIN = withButtons(reply("Where is it?"), reply("No more offers"));

/** A template with a marked button that Meta has approved, and lists as a test says. */
async function anApproved(pages: { data: object[] } = { data: [] }) {
  const shop = await aShop((wabaId, metaId) => ({
    [`POST /${metaId}`]: () => Response.json({ success: true }),
    [`GET /${wabaId}/message_templates`]: () => Response.json({ data: pages.data, paging: {} }),
  }));
  const { id } = await aDraft(shop, MARKED);
  await submitTemplate(shop.ctx, id);
  const told = await applyTemplateStatus(shop.ctx, {
    wabaId: shop.wabaId,
    metaTemplateId: shop.metaId,
    name: "order_shipped",
    language: "en_US",
    event: "APPROVED",
    reason: null,
    quality: null,
    category: null,
    copy: null,
    atMs: Date.now() - 10_000,
  });
  if (told !== undefined) await commit(shop.ctx, told);
  return { shop, id, pages };
}

const read = async (shop: Shop, id: string) =>
  (await call<TemplateView>(shop, `GET /templates/${id}`)).body;

describe("a button that is marked as opt-out", () => {
  test("is shown again, and goes to Meta without its mark", async ({ expect }) => {
    const { shop, id } = await anApproved();
    expect(await read(shop, id)).toMatchObject({ status: "approved", ...MARKED });
    expect(shop.sent()).toMatchObject(PLAIN);
    expect(JSON.stringify(shop.sent())).not.toContain("opt_out");
  });

  test("is marked in previews and copies, and no fault to the rules", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop, MARKED);
    const preview = await call(shop, `GET /templates/${id}/preview`);
    expect(preview.body).toMatchObject({ buttons: [{ opt_out: false }, { opt_out: true }] });
    const copy = await call(shop, `POST /templates/${id}/duplicate`, {});
    expect(copy).toMatchObject({ status: 201, body: MARKED });
    const { number_id: _home, ...content } = input(shop, { category: "MARKETING", ...MARKED });
    const lint = await call<{ problems: { code: string }[] }>(
      shop,
      "POST /templates/lint",
      content,
    );
    expect(lint.body.problems.map(({ code }) => code)).not.toContain("opt_out_missing");
  });

  test.for([
    { type: "URL", text: "Out", url: "https://example.com", opt_out: true },
    reply("Out", { opt_out: "yes" }),
  ])("is a quick reply: %j is refused where it stands", async (button, { expect }) => {
    const shop = await aShop();
    const response = await ask(shop, "POST /templates", input(shop, withButtons(button)));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "lint_failed",
      errors: [{ pointer: "/components/1/buttons/0/opt_out" }],
    });
  });

  test("can be marked and unmarked when Meta has the template, without a review", async ({
    expect,
  }) => {
    const { shop, id } = await anApproved();
    shop.calls.length = 0;
    const off = await ask(shop, `PATCH /templates/${id}`, PLAIN, ANY);
    expect(off.status).toBe(200);
    expect(await off.json()).toMatchObject({ status: "approved", ...PLAIN });
    const on = await ask(shop, `PATCH /templates/${id}`, MARKED, ANY);
    expect(await on.json()).toMatchObject({ status: "approved", ...MARKED });
    expect(shop.calls).toEqual([]);
    const stale = await ask(shop, `PATCH /templates/${id}`, PLAIN, {
      "if-match": off.headers.get("etag") ?? "",
    });
    expect([stale.status, await codeOf(stale)]).toEqual([412, "precondition_failed"]);
  });

  test("keeps its mark when the template is edited, at Meta too", async ({ expect }) => {
    const { shop, id } = await anApproved();
    shop.calls.length = 0;
    const edited = withButtons(reply("Stop offers", MARK));
    const answer = await call(shop, `PATCH /templates/${id}`, edited, ANY);
    expect(answer).toMatchObject({ status: 200, body: { status: "pending", ...edited } });
    expect(shop.calls).toEqual([`POST /${shop.metaId}`]);
    expect(await read(shop, id)).toMatchObject(edited);
  });

  test("keeps its mark when the account is read from Meta", async ({ expect }) => {
    const { shop, id, pages } = await anApproved();
    const listed = {
      id: shop.metaId,
      name: "order_shipped",
      language: "en_US",
      status: "APPROVED",
      category: "UTILITY",
      parameter_format: "POSITIONAL",
    };
    const sync = () =>
      syncAccount(shop.ctx, {
        kind: "templates.sync",
        tenantId: shop.tenant.id,
        wabaId: shop.wabaId,
      });
    pages.data = [{ ...listed, ...withButtons(reply("No more offers"), reply("Where is it?")) }];
    await sync();
    expect(await read(shop, id)).toMatchObject(
      withButtons(reply("No more offers", MARK), reply("Where is it?")),
    );
    pages.data = [{ ...listed, ...withButtons(reply("Stop offers"), reply("Where is it?")) }];
    await sync();
    expect(await read(shop, id)).toMatchObject(
      withButtons(reply("Stop offers", MARK), reply("Where is it?")),
    );
  });
});
