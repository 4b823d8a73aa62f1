import { afterEach, describe, test, vi } from "vitest";

import { applyTemplateStatus } from "#features/templates/index";
import type { TemplateView } from "#features/templates/schemas";
import { submitTemplate } from "#features/templates/submit-template";
import { commit } from "#platform/commit";

import { ask, call } from "../../fixtures/call.ts";
import { graphRefusal } from "../../fixtures/graph.ts";
import { BODY, aDraft, aShop, codeOf, rowsOf, told, type Shop } from "./shop.ts";

afterEach(() => vi.restoreAllMocks());

const ANY = { "if-match": "*" };
const NOTHING = { event: null, reason: null, quality: null, category: null, copy: null };
const TEXT = { components: [{ type: "BODY", text: "Thank you for your order with us." }] };

/** What Meta says of the shop's template, at an instant. */
async function report(shop: Shop, change: object, atMs = Date.now()): Promise<void> {
  const result = await applyTemplateStatus(shop.ctx, {
    wabaId: shop.wabaId,
    metaTemplateId: shop.metaId,
    name: "order_shipped",
    language: "en_US",
    atMs,
    ...NOTHING,
    ...change,
  });
  if (result !== undefined && result.statements.length > 0) await commit(shop.ctx, result);
}

async function anApproved(answer: () => Response = () => Response.json({ success: true })) {
  const shop = await aShop((_, metaId) => ({
    [`POST /${metaId}`]: answer,
    [`POST /${metaId}/unpause`]: () => Response.json({ success: true }),
    [`GET /${metaId}`]: () =>
      Response.json({
        id: metaId,
        name: "order_shipped",
        language: "en_US",
        status: "APPROVED",
        category: "UTILITY",
        components: [BODY],
      }),
  }));
  const { id } = await aDraft(shop);
  await submitTemplate(shop.ctx, id);
  await report(shop, { event: "APPROVED" }, Date.now() - 10_000);
  shop.calls.length = 0;
  return { shop, id };
}

describe("editing a template that Meta has", () => {
  test("submits it again, once a day, and keeps what changed", async ({ expect }) => {
    const { shop, id } = await anApproved();
    const edited = await ask(shop, `PATCH /templates/${id}`, TEXT, ANY);
    expect(edited.status).toBe(200);
    expect(await edited.json()).toMatchObject({ status: "pending", ...TEXT });
    expect(shop.calls).toEqual([`POST /${shop.metaId}`]);
    await report(shop, { event: "APPROVED" }, Date.now() + 1000);
    const again = await ask(shop, `PATCH /templates/${id}`, TEXT, ANY);
    expect([again.status, await codeOf(again)]).toEqual([409, "edit_limit"]);
    expect(shop.calls).toHaveLength(1);
    const { body } = await call(shop, `GET /templates/${id}/history`);
    expect(body.data?.map(({ seq, act, changes }) => ({ seq, act, changes }))).toEqual([
      {
        seq: 1,
        act: "submitted",
        changes: [{ pointer: "/status", from: "draft", to: "pending" }],
      },
      { seq: 2, act: "told", changes: [{ pointer: "/status", from: "pending", to: "approved" }] },
      {
        seq: 3,
        act: "edited",
        changes: expect.arrayContaining([
          { pointer: "/status", from: "approved", to: "pending" },
          {
            pointer: "/components/0/text",
            from: BODY.text,
            to: "Thank you for your order with us.",
          },
        ]),
      },
      { seq: 4, act: "told", changes: [{ pointer: "/status", from: "pending", to: "approved" }] },
    ]);
    const first = await call(shop, `GET /templates/${id}/history?limit=1`);
    expect(first.body).toMatchObject({ has_more: true, next_after: 1 });
  });

  test.for([
    [{ name: "other" }, 409, "invalid_state"],
    [{ language: "es" }, 409, "invalid_state"],
    [{ category: "MARKETING" }, 409, "invalid_state"],
    [{ components: [{ type: "BODY", text: "{{1}} is here today." }] }, 422, "lint_failed"],
  ] as const)(
    "does not change %o of an approved one",
    async ([change, status, code], { expect }) => {
      const { shop, id } = await anApproved();
      const refused = await ask(shop, `PATCH /templates/${id}`, change, ANY);
      expect([refused.status, await codeOf(refused)]).toEqual([status, code]);
      expect(shop.calls).toEqual([]);
      expect((await rowsOf(shop.ctx))[0]?.status).toBe("approved");
    },
  );

  test("of a rejected one the category can be changed, as often as it takes", async ({
    expect,
  }) => {
    const { shop, id } = await anApproved();
    for (const category of ["MARKETING", "UTILITY"]) {
      await report(shop, { event: "REJECTED" }, Date.now() + 5000);
      const edited = await ask(shop, `PATCH /templates/${id}`, { category }, ANY);
      expect([edited.status, (await edited.json<TemplateView>()).category]).toEqual([
        200,
        category,
      ]);
    }
  });

  test.for([
    ["refuses", () => graphRefusal(100), 422, "lint_failed"],
    ["does not answer", () => new Response("", { status: 502 }), 502, "meta_error"],
  ] as const)("leaves it as it was when Meta %s", async ([, answer, status, code], { expect }) => {
    const { shop, id } = await anApproved(answer);
    const refused = await ask(shop, `PATCH /templates/${id}`, TEXT, ANY);
    expect([refused.status, await codeOf(refused)]).toEqual([status, code]);
    expect(await rowsOf(shop.ctx)).toMatchObject([{ status: "approved", components: [BODY] }]);
  });

  test("twice at the same time calls Meta once", async ({ expect }) => {
    const { shop, id } = await anApproved();
    const both = await Promise.all(
      [1, 2].map(() => ask(shop, `PATCH /templates/${id}`, TEXT, ANY)),
    );
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(shop.calls).toHaveLength(1);
  });
});

describe("a pause", () => {
  test("tells until when it lasts, and is ended by asking Meta", async ({ expect }) => {
    const { shop, id } = await anApproved();
    const atMs = Date.now() - 1000;
    const running = await ask(shop, `POST /templates/${id}/unpause`);
    expect([running.status, await codeOf(running)]).toEqual([409, "invalid_state"]);
    await report(shop, { event: "PAUSED", pause: "FIRST_PAUSE" }, atMs);
    const read = await call<TemplateView>(shop, `GET /templates/${id}`);
    expect(read.body).toMatchObject({
      status: "paused",
      paused_until: new Date(atMs + 3 * 3_600_000).toISOString(),
    });
    const unpaused = await ask(shop, `POST /templates/${id}/unpause`);
    expect(await unpaused.json()).toMatchObject({ status: "approved", paused_until: null });
    expect(shop.calls).toEqual([`POST /${shop.metaId}/unpause`, `GET /${shop.metaId}`]);
  });
});

describe("category drift", () => {
  test("is told when it is announced, once, and when it is done", async ({ expect }) => {
    const { shop } = await anApproved();
    const atMs = Date.now();
    const announced = { category: "MARKETING", fromMs: 1_790_000_000_000 };
    await report(shop, { announced }, atMs);
    await report(shop, { announced }, atMs);
    await report(shop, { category: "MARKETING" }, atMs + 1);
    const drifts = (await told(shop.ctx)).filter(({ type }) => type.includes("category"));
    expect(drifts.map(({ type, data }) => ({ type, ...data }))).toMatchObject([
      {
        type: "template.category_drifted",
        from: "UTILITY",
        to: "MARKETING",
        effective_at: "2026-09-21T14:13:20.000Z",
      },
      { type: "template.category_changed", category: "MARKETING" },
      { type: "template.category_drifted", effective_at: null },
    ]);
  });

  test("is told when an approval comes with it", async ({ expect }) => {
    const shop = await aShop((wabaId, id) => ({
      [`POST /${wabaId}/message_templates`]: () =>
        Response.json({ id, status: "APPROVED", category: "MARKETING" }),
    }));
    const { id } = await aDraft(shop);
    await submitTemplate(shop.ctx, id);
    expect((await told(shop.ctx)).map(({ type }) => type)).toEqual([
      "template.submitted",
      "template.category_changed",
      "template.category_drifted",
    ]);
  });
});

describe("a copy", () => {
  test("has the next free name, another name, or another language", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    const copy = async (body: object) => {
      const response = await ask(shop, `POST /templates/${id}/duplicate`, body);
      const { name, language, status } = await response.json<TemplateView>();
      return [response.status, name, language, status];
    };
    expect(await copy({})).toEqual([201, "order_shipped_2", "en_US", "draft"]);
    expect(await copy({})).toEqual([201, "order_shipped_3", "en_US", "draft"]);
    expect(await copy({ language: "pt-BR" })).toEqual([201, "order_shipped", "pt_BR", "draft"]);
    expect(await copy({ name: "other" })).toEqual([201, "other", "en_US", "draft"]);
    const taken = await ask(shop, `POST /templates/${id}/duplicate`, { name: "other" });
    expect([taken.status, await codeOf(taken)]).toEqual([409, "template_exists"]);
  });
});

describe("the archive", () => {
  test("takes a template out of lists that ask, and gives it back", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    const other = await aDraft(shop, { name: "other" });
    const names = async (archived: boolean) =>
      (await call(shop, `GET /templates?archived=${archived}`)).body.data?.map((one) => one["id"]);
    const put = await ask(shop, `POST /templates/${id}/archive`);
    expect((await put.json<TemplateView>()).archived_at).not.toBeNull();
    expect([await names(true), await names(false)]).toEqual([[id], [other.id]]);
    expect((await ask(shop, `POST /templates/${id}/archive`)).status).toBe(200);
    const back = await ask(shop, `POST /templates/${id}/unarchive`);
    expect((await back.json<TemplateView>()).archived_at).toBeNull();
    expect(await names(true)).toEqual([]);
  });
});

describe("a preview", () => {
  const NAMED = {
    parameter_format: "NAMED",
    components: [
      {
        type: "BODY",
        text: "Hi {{first_name}} of {{city}}, order {{order_id}} shipped.",
        example: {
          body_text_named_params: [
            { param_name: "first_name", example: "Pablo" },
            { param_name: "city", example: "Lima" },
            { param_name: "order_id", example: "860" },
          ],
        },
      },
    ],
  };

  test("shows the examples, and what a contact has of named variables", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop, NAMED);
    const plain = await call(shop, `GET /templates/${id}/preview`);
    expect(plain.body).toMatchObject({ body: "Hi Pablo of Lima, order 860 shipped." });
    const contact = await call(shop, "POST /contacts", {
      phone: "+5511987654321",
      name: "Ana Almeida",
      fields: { city: "Santos" },
    });
    const own = await call(
      shop,
      `GET /templates/${id}/preview?contact=${String(contact.body["id"])}`,
    );
    expect(own.body).toMatchObject({
      body: "Hi Ana of Santos, order 860 shipped.",
      variables: [
        { key: "body.first_name", value: "Ana", source: "contact" },
        { key: "body.city", value: "Santos", source: "contact" },
        { key: "body.order_id", value: "860", source: "example" },
      ],
    });
    expect((await ask(shop, `GET /templates/${id}/preview?contact=ext:nobody`)).status).toBe(404);
  });
});

test("the library is listed whole, by language and by category", async ({ expect }) => {
  const shop = await aShop();
  const count = async (query: string) =>
    (await call(shop, `GET /template-library${query}`)).body.data?.length ?? 0;
  const all = await count("");
  expect(await count("?language=de")).toBe(all / 4);
  expect(await count("?language=de&category=AUTHENTICATION")).toBe(1);
  const { body } = await call(shop, "GET /template-library?language=pt_BR&category=MARKETING");
  const made = await ask(shop, "POST /templates", {
    number_id: shop.numberId,
    ...body.data?.[0],
  });
  expect(made.status).toBe(201);
  const { id } = await made.json<TemplateView>();
  expect((await ask(shop, `POST /templates/${id}/submit`)).status).toBe(202);
});
