import { afterEach, describe, test, vi } from "vitest";

import { call } from "../../fixtures/call.ts";
import { eventsOf } from "../../fixtures/events.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import { aBrief, aDraft, anAiWorkspace, mockProvider } from "./fixture.ts";

afterEach(() => vi.restoreAllMocks());

describe("a draft", () => {
  test("is made of a brief, kept, listed and told", async ({ expect }) => {
    const shop = await anAiWorkspace();
    const asked = aBrief("good", { goal: "See the menu", variables: ["first_name", "day"] });
    const { status, body, headers } = await call(shop, "POST /drafts", asked);
    expect([status, body]).toMatchObject([
      201,
      {
        template: {
          name: "draft_offer",
          language: "en",
          category: "MARKETING",
          parameter_format: "POSITIONAL",
        },
        variables: { "body.1": "first_name", "body.2": "day" },
        lint: { problems: [] },
        asked: { brief: asked.brief, goal: "See the menu", tone: null, brand: null },
        model: "google/gemini-2.5-flash",
        template_id: null,
      },
    ]);
    const read = await call(shop, `GET /drafts/${String(body["id"])}`);
    expect(read.body).toEqual(body);
    expect(headers.get("etag")).toBeTruthy();
    expect((await call(shop, "GET /drafts")).body.data).toEqual([body]);
    expect(await eventsOf(shop.ctx)).toContainEqual(
      expect.objectContaining({
        type: "draft.created",
        data: {
          draft_id: body["id"],
          model: "google/gemini-2.5-flash",
          language: "en",
          category: "MARKETING",
        },
      }),
    );
  });

  test("is of the language and the model that were asked for", async ({ expect }) => {
    const shop = await anAiWorkspace();
    const model = "qwen/qwen3-235b-a22b-2507";
    const body = await aDraft(shop, { language: "pt-BR", model });
    expect(body).toMatchObject({ model, template: { language: "pt_BR" } });
    expect(JSON.parse(shop.arrived[0]?.body ?? "")).toMatchObject({ model });
  });

  test("becomes a template once, and is submitted to nobody", async ({ expect }) => {
    const shop = await anAiWorkspace();
    const draft = await aDraft(shop, { variables: ["first_name"] });
    const accept = `POST /drafts/${String(draft["id"])}/accept` as const;
    const [one, other] = await Promise.all([call(shop, accept, {}), call(shop, accept, {})]);
    const [won, lost] = one.status === 201 ? [one, other] : [other, one];
    expect([won.status, lost.status]).toEqual([201, 409]);
    const template = won.body;
    expect(template).toMatchObject({ ...(draft["template"] as object), status: "draft" });
    const linted = await call(shop, "POST /templates/lint", draft["template"]);
    expect(linted.body["problems"]).toEqual([]);
    const after = await call(shop, `GET /drafts/${String(draft["id"])}`);
    expect(after.body["template_id"]).toBe(template["id"]);
    expect((await call(shop, accept)).body["code"]).toBe("invalid_state");
    expect((await call(shop, "GET /templates")).body.data?.length).toBe(1);
    expect((await eventsOf(shop.ctx)).map(({ type }) => type)).toContain("draft.accepted");
  });

  test("is accepted without a body, under another name, for a named account", async ({
    expect,
  }) => {
    const shop = await anAiWorkspace();
    const accept = async (body?: object) => {
      const draft = await aDraft(shop);
      return call(shop, `POST /drafts/${String(draft["id"])}/accept`, body);
    };
    expect((await accept()).body["name"]).toBe("draft_offer");
    expect((await accept({ name: "bread_of_may" })).body["name"]).toBe("bread_of_may");
    const numbered = await accept({ number_id: shop.numberId });
    expect([numbered.status, numbered.body["name"]]).toEqual([201, "draft_offer_2"]);
    const taken = await accept({ name: "bread_of_may" });
    expect(taken.body["code"]).toBe("template_exists");
    const both = await accept({ number_id: shop.numberId, waba_id: "1" });
    expect(both.body).toMatchObject({ code: "invalid_request", errors: [{ pointer: "/waba_id" }] });
    await call(shop, `DELETE /numbers/${shop.numberId}`);
    const homeless = await accept({});
    expect(homeless.body).toMatchObject({ errors: [{ pointer: "/number_id" }] });
  });

  test("tells of a variable that the model left out", async ({ expect }) => {
    const shop = await anAiWorkspace();
    const { body } = await call(
      shop,
      "POST /drafts",
      aBrief("no_variables", { variables: ["day"] }),
    );
    expect(body["lint"]).toMatchObject({ problems: [{ code: "variable_unused" }] });
  });
});

const FAILS = [
  "html",
  "lint_always",
  "chatty",
  "refuses",
  "no_choices",
  "http_402",
  "http_429",
  "http_500",
  "http_404",
];

describe("a provider that gives no usable answer", () => {
  test.for(FAILS)("(%s) is told, and nothing is counted or kept", async (mood, { expect }) => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const shop = await anAiWorkspace();
    const { status, body } = await call(shop, "POST /drafts", aBrief(mood));
    expect([status, body]).toMatchObject([502, { code: "ai_unavailable", retryable: true }]);
    expect((await call(shop, "GET /drafts")).body.data).toEqual([]);
    expect((await call(shop, "GET /ai/settings")).body["used"]).toMatchObject({ drafts: 0 });
    const ledger = await call(shop, "GET /ai/ledger");
    expect(ledger.body.data).toMatchObject([{ outcome: "failed", draft_id: null }]);
    expect((await eventsOf(shop.ctx)).map(({ type }) => type)).not.toContain("draft.created");
  });

  test("is not waited for any longer than the time that it has", async ({ expect }) => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const shop = await anAiWorkspace();
    const short = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
      const gone = new AbortController();
      setTimeout(() => gone.abort(), 50);
      return gone.signal;
    });
    const { status, body } = await call(shop, "POST /drafts", aBrief("silent"));
    expect(short).toHaveBeenCalledWith(45_000);
    expect([status, body["code"]]).toEqual([502, "ai_unavailable"]);
    expect((await call(shop, "GET /ai/ledger")).body.data).toMatchObject([{ fault: "timeout" }]);
  });

  test("that is none at all is told as that", async ({ expect }) => {
    const shop = await anAiWorkspace();
    const bare = { ...shop, variables: { OPENROUTER_API_KEY: "" } };
    const { status, body } = await call(bare, "POST /drafts", aBrief());
    expect([status, body["code"]]).toEqual([502, "ai_unavailable"]);
    expect(shop.arrived).toEqual([]);
    expect((await call(bare, "GET /ai/models")).body.data).toEqual([
      { id: "google/gemini-2.5-flash", available: false, reason: "not_configured" },
      { id: "qwen/qwen3-235b-a22b-2507", available: false, reason: "not_configured" },
    ]);
  });
});

describe("a call that comes again under its key", () => {
  test("is answered as before, and asks no model", async ({ expect }) => {
    const shop = await anAiWorkspace();
    const key = { "idempotency-key": "once" };
    const first = await call(shop, "POST /drafts", aBrief(), key);
    const again = await call(shop, "POST /drafts", aBrief(), key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const other = await call(shop, "POST /drafts", aBrief("good", { tone: "dry" }), key);
    expect(other.body["code"]).toBe("idempotency_mismatch");
    expect(shop.arrived.length).toBe(1);
  });

  test("is told to wait for the first, while that goes on", async ({ expect }) => {
    const shop = await anAiWorkspace();
    const key = { "idempotency-key": "twice" };
    const provider = vi.mocked(globalThis.fetch);
    const answer = provider.getMockImplementation();
    let isHeld = true;
    provider.mockImplementation(async (url, init) => {
      while (isHeld) await scheduler.wait(5);
      return answer?.(url, init) ?? Response.error();
    });
    const first = call(shop, "POST /drafts", aBrief(), key);
    await until(() => provider.mock.calls.length > 0);
    const second = await call(shop, "POST /drafts", aBrief(), key);
    isHeld = false;
    expect([second.status, second.body["code"]]).toEqual([409, "idempotency_in_progress"]);
    expect((await first).status).toBe(201);
    expect(shop.arrived.length).toBe(1);
  });
});

describe("a body that is not taken", () => {
  test.for([
    [{ brief: "Call +55 11 98765-4321" }, 422, "personal_data", "/brief"],
    [{ goal: "Mail ana@example.com" }, 422, "personal_data", "/goal"],
    [{ tone: "like con_01k9zq3v6m8r2t4w6y8a0c2e4g" }, 422, "personal_data", "/tone"],
    [{ brand: "DE89 3704 0044 0532 0130 00" }, 422, "personal_data", "/brand"],
    [{ variables: ["name", "a11987654321"] }, 422, "personal_data", "/variables/1"],
    [{ model: "4111111111111111" }, 422, "personal_data", "/model"],
    [{ model: "openai/gpt" }, 400, "invalid_request", "/model"],
    [{ brief: "\u200b \u2060" }, 400, "invalid_request", "/brief"],
    [{ brief: "x".repeat(2_001) }, 400, "invalid_request", "/brief"],
    [{ language: "xx" }, 400, "invalid_request", "/language"],
    [{ category: "AUTHENTICATION" }, 400, "invalid_request", "/category"],
    [{ variables: ["First Name"] }, 400, "invalid_request", "/variables/0"],
    [{ variables: ["day", "day"] }, 400, "invalid_request", "/variables"],
    [{ conversation_id: "x" }, 400, "invalid_request", "/conversation_id"],
    [{ contact: "x" }, 400, "invalid_request", "/contact"],
    [{ provider: { zdr: false } }, 400, "invalid_request", "/provider"],
  ] as const)("%j", async ([over, status, code, pointer], { expect }) => {
    const shop = await anAiWorkspace();
    const answer = await call(shop, "POST /drafts", aBrief("good", over));
    expect([answer.status, answer.body]).toMatchObject([status, { code, errors: [{ pointer }] }]);
    expect(shop.arrived).toEqual([]);
    expect((await call(shop, "GET /ai/ledger")).body.data).toEqual([]);
    const text = JSON.stringify(answer.body);
    for (const secret of ["98765", "ana@", "con_01k9", "DE89", "4111"])
      expect(text).not.toContain(secret);
  });

  test("is refused while nobody has turned AI on, and nothing leaves", async ({ expect }) => {
    const tenant = await aTenant();
    const arrived = mockProvider();
    const { status, body } = await call(tenant, "POST /drafts", aBrief());
    expect([status, body["code"]]).toEqual([403, "ai_disabled"]);
    expect((await call(tenant, "GET /ai/models")).body.data).toMatchObject([
      { available: false, reason: "turned_off" },
      { available: false, reason: "turned_off" },
    ]);
    expect(arrived).toEqual([]);
  });
});
