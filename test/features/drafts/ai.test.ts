import { afterEach, describe, test, vi } from "vitest";

import { firstRequest } from "#ai/draft-template";
import { aiLedger, aiUsage } from "#db/tenant/schema";
import { sha256Hex } from "#platform/hash";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { eventsOf } from "../../fixtures/events.ts";
import { atOneInstant } from "../../fixtures/time.ts";
import { register, visitor } from "../accounts/fixture.ts";
import { aBrief, aDraft, anAiWorkspace } from "./fixture.ts";

afterEach(() => vi.restoreAllMocks());

describe("the settings", () => {
  test("are an owner's: off until one turns AI on", async ({ expect }) => {
    const { accessToken } = await register();
    const owner = visitor(accessToken);
    const before = await call(owner, "GET /ai/settings");
    expect(before.body).toMatchObject({
      enabled: false,
      models: ["google/gemini-2.5-flash", "qwen/qwen3-235b-a22b-2507"],
      monthly_cap: 100,
      used: { drafts: 0 },
    });
    const on = await call(owner, "PUT /ai/settings", {
      enabled: true,
      models: ["qwen/qwen3-235b-a22b-2507"],
    });
    expect([on.status, on.body]).toMatchObject([
      200,
      { enabled: true, models: ["qwen/qwen3-235b-a22b-2507"], monthly_cap: 100 },
    ]);
    const capped = await call(owner, "PUT /ai/settings", { enabled: true, monthly_cap: 7 });
    expect(capped.body).toMatchObject({ ...on.body, monthly_cap: 7 });
    expect((await call(owner, "GET /ai/settings")).body).toEqual(capped.body);
  });

  test("are no API key's to change, though it has every scope", async ({ expect }) => {
    const shop = await anAiWorkspace({ enabled: false });
    const { status, body } = await call(shop, "PUT /ai/settings", { enabled: true });
    expect([status, body["code"]]).toEqual([403, "owner_required"]);
    expect((await call(shop, "GET /ai/settings")).body["enabled"]).toBe(false);
  });

  test("take no model that the deployment does not have", async ({ expect }) => {
    const owner = visitor((await register()).accessToken);
    const model = "google/gemini-2.5-flash";
    for (const [models, pointer] of [
      [["openai/gpt"], "/models/0"],
      [[model, model], "/models/1"],
      [[], "/models"],
    ]) {
      const { status, body } = await call(owner, "PUT /ai/settings", { enabled: true, models });
      expect([status, body.errors]).toMatchObject([400, [{ pointer }]]);
    }
  });
});

describe("the models", () => {
  test("tell which can be asked, and why the others cannot", async ({ expect }) => {
    const shop = await anAiWorkspace({ models: ["google/gemini-2.5-flash", "gone/model"] });
    const AI_MODELS = "google/gemini-2.5-flash,qwen/qwen3-235b-a22b-2507";
    const ask = async (variables: Record<string, string>) =>
      (await call({ ...shop, variables }, "GET /ai/models")).body.data;
    expect(await ask({ OPENROUTER_URL: "https://one.test/api/v1", AI_MODELS })).toEqual([
      { id: "google/gemini-2.5-flash", available: true, reason: null },
      { id: "qwen/qwen3-235b-a22b-2507", available: false, reason: "not_chosen" },
    ]);
    const more = { OPENROUTER_URL: "https://one.test/api/v1", AI_MODELS: "gone/model" };
    expect(await ask(more)).toEqual([
      { id: "gone/model", available: false, reason: "not_offered" },
    ]);
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("down"));
    const other = { OPENROUTER_URL: "https://down.test/api/v1", AI_MODELS: "gone/model" };
    expect(await ask(other)).toEqual([
      { id: "gone/model", available: false, reason: "unreachable" },
    ]);
  });
});

describe("the ledger", () => {
  test("keeps what was spent, and of what was sent the hash and the names", async ({ expect }) => {
    const shop = await anAiWorkspace();
    const draft = await aDraft(shop, { brief: "Bread stand-in:lint_once", tone: "warm" });
    const { body } = await call(shop, "GET /ai/ledger");
    const brief = {
      brief: "Bread stand-in:lint_once",
      goal: null,
      language: "en",
      category: "MARKETING",
      tone: "warm",
      brand: null,
      variables: [],
    } as const;
    const model = "google/gemini-2.5-flash";
    expect(body.data).toEqual([
      {
        id: expect.stringMatching(/^aic_/),
        at: expect.any(String),
        model,
        outcome: "drafted",
        fault: null,
        rounds: 2,
        input_tokens: expect.any(Number),
        output_tokens: expect.any(Number),
        cost_usd: expect.any(Number),
        input_sha256: await sha256Hex(firstRequest({ model, brief })),
        fields: ["brief", "language", "category", "tone"],
        draft_id: draft["id"],
      },
    ]);
    expect(await sha256Hex(shop.arrived[0]?.body ?? "")).toBe(body.data?.[0]?.["input_sha256"]);
  });

  test("is paged, newest first, as drafts are", async ({ expect }) => {
    const shop = await anAiWorkspace();
    for (let n = 0; n < 3; n++) await aDraft(shop);
    for (const route of ["ai/ledger", "drafts"]) {
      const first = (await call(shop, `GET /${route}?limit=2`)).body;
      const rest = (await call(shop, `GET /${route}?limit=2&after=${first.next_cursor}`)).body;
      const ids = [...(first.data ?? []), ...(rest.data ?? [])].map(({ id }) => String(id));
      expect([ids.length, rest["has_more"]]).toEqual([3, false]);
      expect(ids).toEqual(ids.toSorted().toReversed());
    }
  });
});

describe("the cap", () => {
  test("is never passed by calls at one time, and what fails gives its place back", async ({
    expect,
  }) => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const shop = await anAiWorkspace({ monthlyCap: 5 });
    const moods = ["good", "http_500", "good", "good", "chatty", "good", "good", "good", "html"];
    const told = await Promise.all(moods.map((mood) => call(shop, "POST /drafts", aBrief(mood))));
    const drafted = told.filter(({ status }) => status === 201).length;
    expect(drafted).toBeLessThanOrEqual(5);
    for (let n = drafted; n < 5; n++) await aDraft(shop);
    const over = await call(shop, "POST /drafts", aBrief());
    expect([over.status, over.body["code"]]).toEqual([429, "quota_exceeded"]);
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await call(shop, "GET /drafts?limit=100")).body.data?.length).toBe(5);
    expect((await call(shop, "GET /ai/settings")).body["used"]).toMatchObject({ drafts: 5 });
  });

  test("tells when its last draft was made, once, however many draft at the time", async ({
    expect,
  }) => {
    const shop = await anAiWorkspace({ monthlyCap: 3 });
    await aDraft(shop);
    const told = async () =>
      (await eventsOf(shop.ctx)).filter(({ type }) => type === "workspace.ai_cap_reached");
    expect(await told()).toEqual([]);
    await Promise.all([aDraft(shop), aDraft(shop)]);
    await call(shop, "POST /drafts", aBrief());
    const month = new Date().toISOString().slice(0, 7);
    expect((await told()).map(({ data }) => data)).toEqual([{ month, cap: 3 }]);
  });

  test("of the hour is sixty, and tells when the next begins", async ({ expect }) => {
    const shop = await anAiWorkspace();
    await atOneInstant(async () => {
      const hour = new Date(Date.now()).toISOString().slice(0, 13);
      await shop.ctx.db.insert(aiUsage).values({ span: hour, drafts: 59 });
      await aDraft(shop);
      const { status, body, headers } = await call(shop, "POST /drafts", aBrief());
      expect([status, body["code"]]).toEqual([429, "quota_exceeded"]);
      expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(3_600);
    });
  });

  test("counts what is under way, until its run must have died", async ({ expect }) => {
    const shop = await anAiWorkspace({ monthlyCap: 1 });
    const pending = (at: number) => ({
      id: newId("aiCall"),
      at,
      outcome: "pending" as const,
      model: "m",
      rounds: 0,
      inputSha256: "",
      fields: [],
    });
    await shop.ctx.db.insert(aiLedger).values(pending(Date.now()));
    expect((await call(shop, "POST /drafts", aBrief())).body["code"]).toBe("quota_exceeded");
    await shop.ctx.db.delete(aiLedger);
    const dead = pending(Date.now() - 120_000);
    await shop.ctx.db.insert(aiLedger).values(dead);
    expect((await call(shop, "POST /drafts", aBrief())).status).toBe(201);
    const { data } = (await call(shop, "GET /ai/ledger")).body;
    expect(data).toContainEqual(
      expect.objectContaining({ id: dead.id, outcome: "failed", fault: "abandoned" }),
    );
  });
});
