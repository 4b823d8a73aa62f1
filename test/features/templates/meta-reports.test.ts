import { afterEach, describe, test, vi } from "vitest";

import type { TemplateCopy } from "#core/whatsapp/template-copy";
import { applyTemplateStatus, findTemplate } from "#features/templates/index";
import type { TemplateView } from "#features/templates/schemas";
import { submitTemplate } from "#features/templates/submit-template";
import { commit } from "#platform/commit";

import { ask } from "../../fixtures/call.ts";
import { BODY, aDraft, aShop, told, type Shop } from "./shop.ts";

afterEach(() => vi.restoreAllMocks());

describe("what Meta reports", () => {
  const NOTHING = { event: null, reason: null, quality: null, category: null, copy: null };
  /** Meta's clock, Unix ms: it goes on with every word. */
  let clock = 1_790_000_000_000;
  const report = async (
    shop: Shop,
    change: Partial<
      Record<
        "event" | "reason" | "quality" | "category" | "name" | "language" | "metaTemplateId",
        string
      >
    > & { readonly copy?: TemplateCopy; readonly atMs?: number },
  ) => {
    const result = await applyTemplateStatus(shop.ctx, {
      wabaId: shop.wabaId,
      metaTemplateId: shop.metaId,
      name: "order_shipped",
      language: "en-US",
      atMs: (clock += 1000),
      ...NOTHING,
      ...change,
    });
    if (result !== undefined && result.statements.length > 0) await commit(shop.ctx, result);
    return result;
  };
  async function aSubmitted(): Promise<{ shop: Shop; id: string }> {
    const shop = await aShop();
    const { id } = await aDraft(shop);
    await submitTemplate(shop.ctx, id);
    return { shop, id };
  }

  test("approval, pause and rejection become the status, each told once", async ({ expect }) => {
    const { shop, id } = await aSubmitted();
    await report(shop, { event: "APPROVED", reason: "NONE" });
    await report(shop, { event: "APPROVED", reason: "NONE" });
    expect(await findTemplate(shop.ctx.db, id)).toMatchObject({
      status: "approved",
      rejectedReason: null,
    });
    await report(shop, { event: "PAUSED" });
    await report(shop, { event: "REJECTED", reason: "INVALID_FORMAT" });
    expect(await findTemplate(shop.ctx.db, id)).toMatchObject({
      status: "rejected",
      rejectedReason: "INVALID_FORMAT",
    });
    expect((await told(shop.ctx)).map(({ type }) => type)).toEqual([
      "template.submitted",
      "template.approved",
      "template.paused",
      "template.rejected",
    ]);
  });

  const shown = async (shop: Shop, id: string) => {
    const { status, marks } = await (await ask(shop, `GET /templates/${id}`)).json<TemplateView>();
    return [status, ...marks];
  };

  test("marks stand beside the status until they are lifted, each told", async ({ expect }) => {
    const { shop, id } = await aSubmitted();
    const seen: (readonly string[])[] = [];
    const words = ["APPROVED", "FLAGGED", "LOCKED", "FLAGGED", "UNLOCKED", "PENDING_DELETION"];
    for (const event of [...words, "REINSTATED"]) {
      await report(shop, { event });
      seen.push(await shown(shop, id));
    }
    expect(seen).toEqual([
      ["approved"],
      ["approved", "flagged"],
      ["approved", "flagged", "locked"],
      ["approved", "flagged", "locked"],
      ["approved", "flagged"],
      ["approved", "flagged", "pending_deletion"],
      ["approved"],
    ]);
    const marks = (await told(shop.ctx)).flatMap(({ data }) =>
      "marks" in data ? [data["marks"]] : [],
    );
    expect(marks).toEqual([
      ["flagged"],
      ["flagged", "locked"],
      ["flagged"],
      ["flagged", "pending_deletion"],
      [],
    ]);
  });

  test("that a template is locked is why it cannot be edited", async ({ expect }) => {
    const { shop, id } = await aSubmitted();
    await report(shop, { event: "LOCKED" });
    const response = await ask(shop, `PATCH /templates/${id}`, { name: "x" }, { "if-match": "*" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      code: "invalid_state",
      detail: expect.stringContaining("locked"),
    });
  });

  test("a word that nobody knows changes nothing", async ({ expect }) => {
    const { shop, id } = await aSubmitted();
    await report(shop, { event: "APPROVED" });
    const before = await findTemplate(shop.ctx.db, id);
    expect(await report(shop, { event: "QUARANTINED" })).toBeUndefined();
    expect(await findTemplate(shop.ctx.db, id)).toEqual(before);
  });

  test("in whatever order they come, Meta's last words count", async ({ expect }) => {
    const words = ["APPROVED", "FLAGGED", "PAUSED", "LOCKED", "APPROVED", "UNLOCKED"].map(
      (event, i) => ({ event, atMs: 1_790_000_000_000 + i * 1000 }),
    );
    for (const order of [
      words,
      words.toReversed(),
      [1, 5, 0, 4, 3, 2].flatMap((i) => words[i] ?? []),
    ]) {
      const { shop, id } = await aSubmitted();
      for (const word of order) await report(shop, word);
      expect(await shown(shop, id)).toEqual(["approved"]);
    }
  });

  test("what Meta says it says becomes its copy, with the examples that it has", async ({
    expect,
  }) => {
    const { shop, id } = await aSubmitted();
    const copy = {
      header: "Your order",
      body: "Hi {{1}}, order {{2}} is here.",
      footer: null,
      buttons: [{ type: "URL", text: "Track", url: "https://example.com" }],
    };
    await report(shop, { copy });
    await report(shop, { copy });
    const { components } = await (await ask(shop, `GET /templates/${id}`)).json<TemplateView>();
    expect(components).toEqual([
      { type: "HEADER", format: "TEXT", text: copy.header },
      { ...BODY, text: copy.body },
      { type: "BUTTONS", buttons: copy.buttons },
    ]);
    expect((await told(shop.ctx)).map(({ type }) => type)).toEqual([
      "template.submitted",
      "template.components_changed",
    ]);
  });

  test("quality and category change beside the status, even in one batch", async ({ expect }) => {
    const { shop, id } = await aSubmitted();
    const changes = await Promise.all(
      [{ event: "APPROVED" }, { quality: "GREEN" }, { category: "MARKETING" }].map((change) =>
        applyTemplateStatus(shop.ctx, {
          wabaId: shop.wabaId,
          metaTemplateId: shop.metaId,
          name: null,
          language: null,
          atMs: clock,
          ...NOTHING,
          ...change,
        }),
      ),
    );
    await commit(shop.ctx, {
      statements: changes.flatMap((change) => change?.statements ?? []),
      events: changes.flatMap((change) => change?.events ?? []),
    });
    expect(await findTemplate(shop.ctx.db, id)).toMatchObject({
      status: "approved",
      quality: "green",
      category: "MARKETING",
    });
    expect((await told(shop.ctx)).map(({ type }) => type)).toEqual([
      "template.submitted",
      "template.approved",
      "template.quality_changed",
      "template.category_changed",
      "template.category_drifted",
    ]);
  });

  test("a verdict that comes before the answer to the submission stays", async ({ expect }) => {
    const shop = await aShop((wabaId, id) => ({
      [`POST /${wabaId}/message_templates`]: () =>
        Response.json({ id, status: "PENDING", category: "UTILITY" }),
    }));
    const { id } = await aDraft(shop);
    vi.mocked(fetch).mockImplementationOnce(async () => {
      await report(shop, { event: "APPROVED" });
      return Response.json({ id: shop.metaId, status: "PENDING", category: "UTILITY" });
    });
    await submitTemplate(shop.ctx, id);
    expect(await findTemplate(shop.ctx.db, id)).toMatchObject({
      status: "approved",
      metaTemplateId: shop.metaId,
    });
  });

  test("a template that is not ours is nobody's", async ({ expect }) => {
    const { shop } = await aSubmitted();
    expect(
      await report(shop, { metaTemplateId: "1", name: "other", event: "APPROVED" }),
    ).toBeUndefined();
    // Another template of Meta's under a name that is taken here is not ours either.
    expect(await report(shop, { metaTemplateId: "1", event: "APPROVED" })).toBeUndefined();
  });
});
