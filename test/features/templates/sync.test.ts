import { afterEach, describe, test, vi } from "vitest";

import { syncAccount } from "#features/templates/index";
import type { TemplateView } from "#features/templates/schemas";
import { submitTemplate } from "#features/templates/submit-template";

import { ask, call } from "../../fixtures/call.ts";
import { graphRefusal } from "../../fixtures/graph.ts";
import { TEMPLATE_KINDS } from "../../fixtures/template-kinds.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { BODY, aDraft, aShop, codeOf, rowsOf, told, type Shop } from "./shop.ts";

afterEach(() => vi.restoreAllMocks());

/** What Meta lists, page by page; a test may change it. */
interface Listed {
  pages: object[][];
}

const listed = (id: string, over: object = {}) => ({
  id,
  name: `n_${id}`,
  language: "en_US",
  status: "APPROVED",
  category: "UTILITY",
  parameter_format: "POSITIONAL",
  components: [BODY],
  quality_score: { score: "GREEN" },
  rejected_reason: "NONE",
  ...over,
});

/** A shop whose account lists so. `page` of the mock goes on with each call. */
async function aListedShop(list: Listed): Promise<Shop> {
  let page = 0;
  return aShop((wabaId) => ({
    [`GET /${wabaId}/message_templates`]: () => {
      const data = list.pages[page] ?? [];
      const isLast = page >= list.pages.length - 1;
      page = isLast ? 0 : page + 1;
      return Response.json({
        data,
        paging: { cursors: { after: `p${page}` }, ...(isLast ? {} : { next: "https://x" }) },
      });
    },
  }));
}

const sync = (shop: Shop) =>
  syncAccount(shop.ctx, { kind: "templates.sync", tenantId: shop.tenant.id, wabaId: shop.wabaId });

describe("reading an account's templates from Meta", () => {
  test("takes in all of them, of every kind, page by page, and tells each once", async ({
    expect,
  }) => {
    const kinds = Object.values(TEMPLATE_KINDS).map(({ category, components }, i) =>
      listed(`1${i}`, { category, components }),
    );
    const strange = listed("900", { components: [{ type: "POEM", lines: [1] }] });
    const shop = await aListedShop({ pages: [kinds, [strange]] });
    expect(await sync(shop)).toEqual({ type: "done" });
    const rows = await rowsOf(shop.ctx);
    expect(rows).toHaveLength(kinds.length + 1);
    expect(rows.every(({ status, quality }) => status === "approved" && quality === "green")).toBe(
      true,
    );
    const poem = rows.find(({ metaTemplateId }) => metaTemplateId === "900");
    const { body } = await call<TemplateView>(shop, `GET /templates/${poem?.id ?? ""}`);
    expect(body.components).toEqual([{ type: "POEM", lines: [1] }]);
    expect((await told(shop.ctx)).map(({ type }) => type)).toEqual(
      rows.map(() => "template.found"),
    );
    const before = await rowsOf(shop.ctx);
    expect(await sync(shop)).toEqual({ type: "done" });
    expect(await rowsOf(shop.ctx)).toEqual(before);
    expect(await told(shop.ctx)).toHaveLength(rows.length);
  });

  test("changes what Meta says otherwise, with its history", async ({ expect }) => {
    const list: Listed = { pages: [[listed("1")]] };
    const shop = await aListedShop(list);
    await sync(shop);
    const text = "Hello {{1}}, your parcel {{2}} is on its way to you.";
    list.pages = [
      [
        listed("1", {
          status: "PAUSED",
          category: "MARKETING",
          components: [{ ...BODY, text }],
        }),
      ],
    ];
    await sync(shop);
    const [row] = await rowsOf(shop.ctx);
    expect(row).toMatchObject({ status: "paused", category: "MARKETING" });
    expect((await told(shop.ctx)).map(({ type }) => type)).toEqual([
      "template.found",
      "template.paused",
      "template.category_changed",
      "template.category_drifted",
      "template.components_changed",
    ]);
    const { body } = await call(shop, `GET /templates/${row?.id ?? ""}/history?after=1`);
    expect(body.data).toEqual([
      {
        seq: 2,
        at: expect.any(String),
        act: "found",
        changes: [
          { pointer: "/category", from: "UTILITY", to: "MARKETING" },
          { pointer: "/status", from: "approved", to: "paused" },
          { pointer: "/components/0/text", from: BODY.text, to: text },
        ],
      },
    ]);
  });

  test("examples that Meta writes anew are no change", async ({ expect }) => {
    const list: Listed = { pages: [[listed("1")]] };
    const shop = await aListedShop(list);
    await sync(shop);
    list.pages = [
      [listed("1", { components: [{ ...BODY, example: { body_text: [["x", "y"]] } }] })],
    ];
    await sync(shop);
    expect((await told(shop.ctx)).map(({ type }) => type)).toEqual(["template.found"]);
  });

  test("deletes nothing: what is gone is missing until it is seen again", async ({ expect }) => {
    const list: Listed = { pages: [[listed("1"), listed("2")]] };
    const shop = await aListedShop(list);
    await sync(shop);
    await aDraft(shop);
    list.pages = [[listed("2")]];
    const states = async () =>
      Object.fromEntries((await rowsOf(shop.ctx)).map(({ name, status }) => [name, status]));
    await sync(shop);
    expect(await states()).toEqual({
      n_1: "missing_upstream",
      n_2: "approved",
      order_shipped: "draft",
    });
    list.pages = [[listed("1"), listed("2")]];
    await sync(shop);
    expect(await states()).toMatchObject({ n_1: "approved", n_2: "approved" });
    expect((await told(shop.ctx)).map(({ type }) => type)).toEqual([
      "template.found",
      "template.found",
      "template.missing_upstream",
      "template.approved",
    ]);
  });

  test("a list that breaks off marks nothing as missing", async ({ expect }) => {
    const list: Listed = { pages: [[listed("1"), listed("2")]] };
    let isBroken = false;
    const shop = await aShop((wabaId) => ({
      [`GET /${wabaId}/message_templates`]: () =>
        isBroken
          ? graphRefusal(80007)
          : Response.json({ data: list.pages[0], paging: { cursors: { after: "x" } } }),
    }));
    await sync(shop);
    isBroken = true;
    expect(await sync(shop)).toMatchObject({ type: "retry" });
    expect((await rowsOf(shop.ctx)).map(({ status }) => status)).toEqual(["approved", "approved"]);
  });

  test("finds what was submitted while the answer was lost, and a new template of an old name", async ({
    expect,
  }) => {
    const list: Listed = { pages: [[]] };
    const shop = await aListedShop(list);
    const { id } = await aDraft(shop);
    await submitTemplate(shop.ctx, id);
    list.pages = [[listed("77", { name: "order_shipped" })]];
    await sync(shop);
    expect(await rowsOf(shop.ctx)).toMatchObject([
      { id, metaTemplateId: "77", status: "approved" },
    ]);
  });

  test("is asked for by one call, for every account, and not without a number", async ({
    expect,
  }) => {
    const shop = await aListedShop({ pages: [[]] });
    const asked = await ask(shop, "POST /templates/sync");
    expect([asked.status, await asked.json()]).toEqual([202, { waba_ids: [shop.wabaId] }]);
    const lonely = await aTenant();
    const refused = await ask(lonely, "POST /templates/sync");
    expect([refused.status, await codeOf(refused)]).toEqual([409, "invalid_state"]);
  });
});
