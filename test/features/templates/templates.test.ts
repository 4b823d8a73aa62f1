import { afterEach, describe, test, vi } from "vitest";

import type { Scope } from "#core/scopes";
import { campaigns } from "#db/tenant/schema";
import { connectNumber } from "#features/numbers/connect-number";
import { findTemplate, sweepTemplates } from "#features/templates/index";
import type { TemplateView } from "#features/templates/schemas";
import { submitTemplate } from "#features/templates/submit-template";
import { isDraftChanged, updateDraft } from "#features/templates/writes";

import { ask } from "../../fixtures/call.ts";
import { graphRefusal } from "../../fixtures/graph.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { BODY, aDraft, aShop, codeOf, input, rowsOf, told, type Shop } from "./shop.ts";

afterEach(() => vi.restoreAllMocks());

describe("a draft", () => {
  test("is created and read as the contract says", async ({ expect }) => {
    const shop = await aShop();
    const response = await ask(shop, "POST /templates", input(shop, { language: "en-US" }));
    expect(response.status).toBe(201);
    const draft = await response.json<TemplateView>();
    expect(draft).toEqual({
      id: expect.stringMatching(/^tpl_/),
      waba_id: shop.wabaId,
      name: "order_shipped",
      language: "en_US",
      category: "UTILITY",
      parameter_format: "POSITIONAL",
      components: [BODY],
      status: "draft",
      meta_template_id: null,
      quality: null,
      rejected_reason: null,
      marks: [],
      variables: [
        { key: "body.1", kind: "text", max: 983 },
        { key: "body.2", kind: "text", max: 983 },
      ],
      archived_at: null,
      paused_until: null,
      created_at: expect.stringMatching(/\.\d{3}Z$/),
    });
    const read = await ask(shop, `GET /templates/${draft.id}`);
    expect(await read.json()).toEqual(draft);
    expect(read.headers.get("etag")).toBe(response.headers.get("etag"));
    expect(shop.calls).toEqual([]);
  });

  test("belongs to an account of the workspace, named by number or account", async ({ expect }) => {
    const [shop, other] = [await aShop(), await aShop()];
    const { number_id: _, ...rest } = input(shop);
    const byWaba = await ask(shop, "POST /templates", { ...rest, waba_id: shop.wabaId });
    expect(byWaba.status).toBe(201);
    for (const home of [{ waba_id: other.wabaId }, { number_id: other.numberId }]) {
      const response = await ask(shop, "POST /templates", { ...rest, ...home });
      expect(response.status).toBe(404);
    }
    for (const home of [{}, { waba_id: shop.wabaId, number_id: shop.numberId }]) {
      const response = await ask(shop, "POST /templates", { ...rest, ...home });
      expect([response.status, await codeOf(response)]).toEqual([400, "invalid_request"]);
    }
  });

  test("has a name and language of its own", async ({ expect }) => {
    const shop = await aShop();
    await aDraft(shop);
    const again = await ask(shop, "POST /templates", input(shop));
    expect([again.status, await codeOf(again)]).toEqual([409, "template_exists"]);
    await aDraft(shop, { language: "es" });
    expect(await rowsOf(shop.ctx)).toHaveLength(2);
  });

  test("is not kept with a part that is not supported", async ({ expect }) => {
    const shop = await aShop();
    const components = [BODY, { type: "HEADER", format: "HOLOGRAM" }];
    const response = await ask(shop, "POST /templates", input(shop, { components }));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "lint_failed",
      errors: [{ pointer: "/components/1/format", code: "unsupported" }],
    });
    expect(await rowsOf(shop.ctx)).toEqual([]);
  });

  test("with a part that is not known is shown as it is stored, and not submitted", async ({
    expect,
  }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    const components = [BODY, { type: "POEM", lines: [] }];
    await shop.ctx.db.$client
      .prepare("UPDATE templates SET components = ?1")
      .bind(JSON.stringify(components))
      .run();
    const read = await ask(shop, `GET /templates/${id}`);
    expect(await read.json()).toMatchObject({ components });
    const submitted = await ask(shop, `POST /templates/${id}/submit`, {});
    expect(submitted.status).toBe(422);
    expect(await submitted.json()).toMatchObject({
      code: "lint_failed",
      errors: [{ pointer: "/components/1/type", code: "unsupported" }],
    });
  });

  test("is changed only by who saw its present version", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    const path = `/templates/${id}`;
    const etag = (await ask(shop, `GET ${path}`)).headers.get("etag") ?? "";
    const change = { components: [{ type: "body", text: "Thank you for your order." }] };

    const blind = await ask(shop, `PATCH ${path}`, change);
    expect([blind.status, await codeOf(blind)]).toEqual([428, "precondition_required"]);
    const changed = await ask(shop, `PATCH ${path}`, change, { "if-match": etag });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({
      name: "order_shipped",
      components: [{ type: "BODY", text: "Thank you for your order." }],
    });
    const stale = await ask(shop, `PATCH ${path}`, { name: "x" }, { "if-match": etag });
    expect([stale.status, await codeOf(stale)]).toEqual([412, "precondition_failed"]);
    const fresh = changed.headers.get("etag") ?? "";
    const both = await Promise.all(
      ["one", "two"].map((name) => ask(shop, `PATCH ${path}`, { name }, { "if-match": fresh })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    const audit = await shop.ctx.db.query.auditLogs.findMany();
    expect(audit.filter((row) => row.action === "template.update")).toHaveLength(2);
  });

  test("that was deleted since it was read is not changed, and that is told", async ({
    expect,
  }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    const [row] = await shop.ctx.db.query.templates.findMany();
    if (row === undefined) throw new Error("the draft was written");
    await ask(shop, `DELETE /templates/${id}`);
    const refusal = await shop.ctx.db.$client
      .batch(updateDraft(shop.ctx.db, row, { ...row, name: "other" }))
      .catch((error: unknown) => error);
    expect(isDraftChanged(refusal)).toBe(true);
  });

  test("is deleted without asking Meta", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    expect((await ask(shop, `DELETE /templates/${id}`)).status).toBe(204);
    expect((await ask(shop, `GET /templates/${id}`)).status).toBe(404);
    expect(shop.calls).toEqual([]);
  });
});

describe("submitting", () => {
  test("gives the draft to Meta as it is, once", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    const response = await ask(shop, `POST /templates/${id}/submit`);
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({
      id,
      status: "pending",
      meta_template_id: shop.metaId,
    });
    expect(shop.calls).toEqual([`POST /${shop.wabaId}/message_templates`]);
    expect(shop.sent()).toEqual({
      name: "order_shipped",
      language: "en_US",
      category: "UTILITY",
      parameter_format: "POSITIONAL",
      components: [BODY],
    });
    const again = await ask(shop, `POST /templates/${id}/submit`);
    expect([again.status, await codeOf(again)]).toEqual([409, "invalid_state"]);
    expect(shop.calls).toHaveLength(1);
    expect(await told(shop.ctx)).toMatchObject([
      { type: "template.submitted", data: { template_id: id, status: "pending" } },
    ]);
    const etag = { "if-match": "*" };
    const late = await ask(shop, `PATCH /templates/${id}`, { name: "x" }, etag);
    expect([late.status, await codeOf(late)]).toEqual([409, "invalid_state"]);
  });

  test("twice at the same time calls Meta once", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    const both = await Promise.allSettled([
      submitTemplate(shop.ctx, id),
      submitTemplate(shop.ctx, id),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(shop.calls).toHaveLength(1);
  });

  test("answers again what it answered before to the same key", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    const submit = () =>
      ask(shop, `POST /templates/${id}/submit`, undefined, { "idempotency-key": "s" });
    const first = await submit();
    const second = await submit();
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(shop.calls).toHaveLength(1);
  });

  test("a draft that breaks a rule never reaches Meta", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop, {
      name: "Order Shipped",
      components: [{ type: "BODY", text: "{{1}} is on its way to you today." }],
    });
    const response = await ask(shop, `POST /templates/${id}/submit`);
    expect(response.status).toBe(422);
    const problem = await response.json<{
      code: string;
      errors: { pointer: string; code: string }[];
    }>();
    expect(problem.code).toBe("lint_failed");
    expect(problem.errors.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "name_characters /name",
      "variable_at_edge /components/0/text",
      "example_missing /components/0/example/body_text",
    ]);
    expect(shop.calls).toEqual([]);
    expect((await findTemplate(shop.ctx.db, id))?.status).toBe("draft");
  });

  test.for([
    ["a refusal for good", () => graphRefusal(100), 422, "lint_failed"],
    ["a refusal for now", () => graphRefusal(80007), 502, "meta_error"],
    ["no answer", () => new Response("", { status: 502 }), 502, "meta_error"],
  ] as const)(
    "%s leaves a draft that can be submitted again",
    async ([, answer, status, code], { expect }) => {
      let refuses = true;
      const shop = await aShop((wabaId, id) => ({
        [`POST /${wabaId}/message_templates`]: () =>
          refuses ? answer() : Response.json({ id, status: "PENDING", category: "UTILITY" }),
      }));
      const { id } = await aDraft(shop);
      const refused = await ask(shop, `POST /templates/${id}/submit`);
      expect(refused.status).toBe(status);
      const problem = await refused.json<{ code: string; meta?: { code: number } }>();
      expect(problem.code).toBe(code);
      expect((await findTemplate(shop.ctx.db, id))?.status).toBe("draft");
      expect(await told(shop.ctx)).toEqual([]);
      refuses = false;
      expect((await ask(shop, `POST /templates/${id}/submit`)).status).toBe(202);
    },
  );

  test("the sandbox takes it as Meta does", async ({ expect }) => {
    const tenant = await aTenant();
    const number = await connectNumber(tenant.ctx, { kind: "sandbox", template_review: "manual" });
    const shop = { ...tenant, numberId: number.id } as Shop;
    const { id } = await aDraft(shop);
    const response = await ask(shop, `POST /templates/${id}/submit`);
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({
      status: "pending",
      meta_template_id: expect.stringMatching(/^\d+$/),
    });
    expect((await ask(shop, `DELETE /templates/${id}`)).status).toBe(204);
  });

  test("Meta's own decision about the category is kept", async ({ expect }) => {
    const shop = await aShop((wabaId, id) => ({
      [`POST /${wabaId}/message_templates`]: () =>
        Response.json({ id, status: "APPROVED", category: "MARKETING" }),
    }));
    const { id } = await aDraft(shop);
    await ask(shop, `POST /templates/${id}/submit`);
    expect(await findTemplate(shop.ctx.db, id)).toMatchObject({
      status: "approved",
      category: "MARKETING",
    });
  });

  test("what a crash left pending becomes a draft again", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    await shop.ctx.db.$client.prepare("UPDATE templates SET status = 'pending'").run();
    await sweepTemplates(shop.ctx);
    expect((await findTemplate(shop.ctx.db, id))?.status).toBe("pending");
    await sweepTemplates({ ...shop.ctx, nowMs: () => Date.now() + 301_000 });
    expect((await findTemplate(shop.ctx.db, id))?.status).toBe("draft");
  });
});

describe("deleting a submitted template", () => {
  test("deletes it at Meta too", async ({ expect }) => {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    await submitTemplate(shop.ctx, id);
    expect((await ask(shop, `DELETE /templates/${id}`)).status).toBe(204);
    expect(shop.calls.at(-1)).toBe(`DELETE /${shop.wabaId}/message_templates`);
    expect(await rowsOf(shop.ctx)).toEqual([]);
  });

  test("keeps it when Meta refuses, and while a campaign needs it", async ({ expect }) => {
    const shop = await aShop((wabaId) => ({
      [`DELETE /${wabaId}/message_templates`]: () => graphRefusal(100),
    }));
    const { id } = await aDraft(shop);
    await submitTemplate(shop.ctx, id);
    const refused = await ask(shop, `DELETE /templates/${id}`);
    expect([refused.status, await codeOf(refused)]).toEqual([502, "meta_error"]);
    await useInCampaign(shop, id);
    const used = await ask(shop, `DELETE /templates/${id}`);
    expect([used.status, await codeOf(used)]).toEqual([409, "template_in_use"]);
    expect(await rowsOf(shop.ctx)).toHaveLength(1);
  });

  async function useInCampaign(shop: Shop, id: string): Promise<void> {
    const row = await findTemplate(shop.ctx.db, id);
    if (row === undefined) throw new Error("no template");
    await shop.ctx.db.$client
      .prepare(
        `INSERT INTO campaigns (id, name, number_id, template_id, audience, variables, status, created_at, updated_at)
         VALUES (?1, 'c', ?2, ?3, '{}', '{}', 'draft', 1, 1)`,
      )
      .bind(shop.ctx.newId("campaign"), row.numberId, row.id)
      .run();
    if ((await shop.ctx.db.select().from(campaigns).all()).length !== 1)
      throw new Error("no campaign");
  }
});

describe("a number that Meta refuses when it is asked about a template", () => {
  const statusOf = async (shop: Shop) =>
    (await shop.ctx.db.query.numbers.findFirst({ columns: { status: true } }))?.status;

  test.for([190, 0, 10])(
    "with %i needs a new token, and that is no fault of the draft",
    async (code, { expect }) => {
      const shop = await aShop((wabaId) => ({
        [`POST /${wabaId}/message_templates`]: () => graphRefusal(code),
      }));
      const { id } = await aDraft(shop);
      const refused = await ask(shop, `POST /templates/${id}/submit`);
      expect([refused.status, await codeOf(refused)]).toEqual([409, "number_needs_reauth"]);
      expect((await findTemplate(shop.ctx.db, id))?.status).toBe("draft");
      expect(await statusOf(shop)).toBe("needs_reauth");
    },
  );

  test.for([368, 131031])(
    "with %i restricts the number, and is no fault of the draft",
    async (code, { expect }) => {
      const shop = await aShop((wabaId) => ({
        [`POST /${wabaId}/message_templates`]: () => graphRefusal(code),
      }));
      const { id } = await aDraft(shop);
      const refused = await ask(shop, `POST /templates/${id}/submit`);
      expect([refused.status, await codeOf(refused)]).toEqual([409, "number_paused"]);
      expect((await findTemplate(shop.ctx.db, id))?.status).toBe("draft");
      expect(await statusOf(shop)).toBe("restricted");
    },
  );

  test("keeps the template that was to be deleted", async ({ expect }) => {
    const shop = await aShop((wabaId) => ({
      [`DELETE /${wabaId}/message_templates`]: () => graphRefusal(190),
    }));
    const { id } = await aDraft(shop);
    await submitTemplate(shop.ctx, id);
    const refused = await ask(shop, `DELETE /templates/${id}`);
    expect([refused.status, await codeOf(refused)]).toEqual([409, "number_needs_reauth"]);
    expect(await rowsOf(shop.ctx)).toHaveLength(1);
    expect(await statusOf(shop)).toBe("needs_reauth");
  });
});

test("linting tells every problem and stores nothing", async ({ expect }) => {
  const shop = await aShop();
  const { number_id: _, ...template } = input(shop, {
    name: "Bad Name",
    components: [BODY, { type: "POEM", lines: [] }],
  });
  const response = await ask(shop, "POST /templates/lint", template);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    problems: [
      {
        code: "name_characters",
        severity: "error",
        pointer: "/name",
        message: expect.any(String),
        remedy: expect.any(String),
      },
      expect.objectContaining({ code: "unsupported", pointer: "/components/1/type" }),
    ],
  });
  expect(await rowsOf(shop.ctx)).toEqual([]);
});

test("templates are listed newest first, page by page", async ({ expect }) => {
  const shop = await aShop();
  const ids: string[] = [];
  for (const name of ["a", "b", "c"]) ids.unshift((await aDraft(shop, { name })).id);
  interface Page {
    data: TemplateView[];
    next_cursor: string | null;
  }
  const first = await (await ask(shop, "GET /templates?limit=2")).json<Page>();
  const after = first.next_cursor ?? "";
  const rest = await (await ask(shop, `GET /templates?limit=2&after=${after}`)).json<Page>();
  expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(ids);
  expect(rest.next_cursor).toBeNull();
  expect((await ask(shop, `GET /numbers?limit=2&after=${after}`)).status).toBe(400);
});

test("a template of another workspace is not there", async ({ expect }) => {
  const [owner, stranger] = [await aShop(), await aTenant()];
  const { id } = await aDraft(owner);
  const answers = await Promise.all([
    ask(stranger, `GET /templates/${id}`),
    ask(stranger, `PATCH /templates/${id}`, { name: "x" }, { "if-match": "*" }),
    ask(stranger, `DELETE /templates/${id}`),
    ask(stranger, `POST /templates/${id}/submit`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});

test.for([
  ["GET /templates", "templates:write"],
  ["POST /templates/lint", "templates:write"],
  ["POST /templates", "templates:read"],
] as const)("%s is refused with only %s", async ([route, scope], { expect }) => {
  const tenant = await aTenant({ scopes: [scope satisfies Scope] });
  const template = { name: "a", language: "en", category: "UTILITY", components: [BODY] };
  const body = route === "POST /templates" ? { ...template, waba_id: "1" } : template;
  const response = await ask(tenant, route, route.startsWith("GET") ? undefined : body);
  expect(response.status).toBe(403);
});
