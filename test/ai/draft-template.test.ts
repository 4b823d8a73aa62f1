import { describe, test } from "vitest";

import { draftTemplate, firstRequest } from "#ai/draft-template";
import { offeredModels } from "#ai/offered-models";
import type { AiProvider } from "#ai/provider";
import type { Brief } from "#core/draft/brief";
import { metaComponents } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";

import { MOODS, type MoodName } from "../../scripts/stand-ins/openrouter-moods.ts";
import { openRouter } from "../../scripts/stand-ins/openrouter.ts";
import { BRIEFS, MODELS } from "./briefs.ts";

const KEY = "sk-or-v1-of-the-tests-0123456789abcdef";

function aProvider() {
  const standIn = openRouter(MODELS);
  const provider: AiProvider = {
    url: "https://openrouter.test/api/v1",
    key: KEY,
    fetch: standIn.fetch,
  };
  return { provider, arrived: standIn.arrived };
}

const BRIEF: Brief = {
  brief: "Fresh bread",
  goal: null,
  language: "en",
  category: "MARKETING",
  tone: null,
  brand: null,
  variables: ["first_name"],
};

const inMood = (mood: MoodName, over: Partial<Brief> = {}): Brief => ({
  ...BRIEF,
  ...over,
  brief: `stand-in:${mood} Fresh bread`,
});

const draft = (brief: Brief, timeoutMs = 20_000, model: string = MODELS[0]) => {
  const { provider, arrived } = aProvider();
  return draftTemplate(provider, { model, brief, timeoutMs }).then((drafting) => ({
    drafting,
    arrived,
  }));
};

/** How each mood ends: drafted in so many rounds, or failed for that. */
const ENDS: Readonly<Record<MoodName, 1 | 2 | string>> = {
  good: 1,
  fenced: 1,
  no_usage: 1,
  lint_once: 2,
  lint_always: "lint_failed",
  chatty_once: 2,
  chatty: "unreadable",
  cut_once: 2,
  cut: "unreadable",
  other_shape: "unreadable",
  extra_member: "unreadable",
  invents: "lint_failed",
  unknown_variable: "lint_failed",
  no_variables: 1,
  no_examples: "lint_failed",
  out_of_tokens: "cut_off",
  refuses: "refused",
  filtered: "refused",
  says_nothing: "unreadable",
  no_choices: "unreadable",
  error_in_200: "server_error",
  error_in_choice: "rate_limited",
  html: "unreadable",
  html_502: "server_error",
  huge: "unreadable",
  silent: "timeout",
  http_400: "not_admitted",
  http_401: "not_admitted",
  http_402: "no_credit",
  http_403: "refused",
  http_404: "no_private_provider",
  http_408: "timeout",
  http_429: "rate_limited",
  http_500: "server_error",
  http_502: "server_error",
  http_503: "no_private_provider",
};

describe("a model that answers", () => {
  test.for(Object.entries(ENDS) as [MoodName, 1 | 2 | string][])(
    "in the mood %s comes to %s",
    async ([mood, end], { expect }) => {
      const { drafting, arrived } = await draft(inMood(mood), mood === "silent" ? 100 : 20_000);
      const told = drafting.type === "drafted" ? drafting.rounds : drafting.fault;
      expect(told).toBe(end);
      expect(arrived.length).toBe(drafting.rounds);
    },
  );

  test("is told once what Meta would refuse, and what it had written", async ({ expect }) => {
    const { arrived } = await draft(inMood("lint_once"));
    const { messages } = JSON.parse(arrived[1]?.body ?? "") as {
      messages: readonly { role: string; content: string }[];
    };
    expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
    expect(messages[3]?.content).toContain("body: The body begins or ends with a variable.");
    expect(messages[3]?.content).toContain("footer: The footer has 61 characters");
  });

  test("is counted with all that it took", async ({ expect }) => {
    const once = (await draft(inMood("good"))).drafting.usage;
    const twice = (await draft(inMood("lint_once"))).drafting.usage;
    expect(once.inputTokens).toBeGreaterThan(100);
    expect(once.costMicros).toBe(
      Math.ceil(((once.inputTokens ?? 0) + (once.outputTokens ?? 0)) * 0.3),
    );
    expect(twice.inputTokens).toBeGreaterThan((once.inputTokens ?? 0) * 2);
    const { usage } = (await draft(inMood("no_usage"))).drafting;
    expect(usage).toEqual({ inputTokens: null, outputTokens: null, costMicros: null });
  });
});

describe("a draft", () => {
  test("has its variables numbered, named and with an example each", async ({ expect }) => {
    const brief = { ...BRIEF, variables: ["first_name", "day"] };
    const { drafting } = await draft(brief);
    if (drafting.type !== "drafted") throw new Error(drafting.fault);
    const { template, variables } = drafting.drafted;
    expect(variables).toEqual({ "body.1": "first_name", "body.2": "day" });
    const [body] = metaComponents(template.components).filter(({ type }) => type === "BODY");
    expect(body).toMatchObject({ example: { body_text: [["Sample A", "Sample B"]] } });
    expect(body?.["text"]).toMatch(/\{\{1\}\}[^]*\{\{2\}\}/);
  });

  test("of whatever brief and model lints without an error", async ({ expect }) => {
    const ends = new Map<string, number>();
    const moods = Object.keys(MOODS).filter((name) => name !== "silent");
    const orders = BRIEFS.flatMap((brief) =>
      MODELS.flatMap((model) => moods.map((mood) => ({ brief, model, mood }))),
    );
    for (const { brief, model, mood } of orders) {
      const asked = { ...brief, brief: `${brief.brief} stand-in:${mood}` };
      const { drafting } = await draft(asked, 20_000, model);
      ends.set(drafting.type, (ends.get(drafting.type) ?? 0) + 1);
      if (drafting.type === "failed") continue;
      const { template } = drafting.drafted;
      const errors = lintTemplate(template).filter(({ severity }) => severity === "error");
      expect([asked.brief, model, errors]).toEqual([asked.brief, model, []]);
      expect([template.language, template.category]).toEqual([brief.language, brief.category]);
    }
    expect(BRIEFS.length).toBe(40);
    // Six moods bring a draft of every brief; one without examples does where there are no variables.
    expect(ends.get("drafted")).toBeGreaterThanOrEqual(40 * 2 * 6);
    expect(ends.get("failed")).toBeGreaterThanOrEqual(40 * 2 * 20);
  });
});

describe("a request", () => {
  test("demands privacy, says who may answer and what, and nothing else", async ({ expect }) => {
    const { arrived } = await draft(BRIEF);
    const [request] = arrived;
    const { messages, response_format: format, ...rest } = JSON.parse(request?.body ?? "");
    expect(rest).toEqual({
      model: MODELS[0],
      provider: { zdr: true, data_collection: "deny", require_parameters: true },
      max_tokens: 4_000,
      usage: { include: true },
      stream: false,
    });
    expect(messages.length).toBe(2);
    expect(JSON.parse(messages[1].content)).toEqual(BRIEF);
    expect(format.json_schema).toMatchObject({ strict: true, schema: { type: "object" } });
    expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual([
      "accept",
      "authorization",
      "content-type",
    ]);
    expect(request?.body).toBe(firstRequest({ model: MODELS[0], brief: BRIEF }));
  });

  test("has a schema whose every object is closed and has all its members", async ({ expect }) => {
    const objects: { properties: object; required: string[]; additionalProperties: boolean }[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("properties" in value) objects.push(value as (typeof objects)[number]);
      Object.values(value).forEach(walk);
    };
    walk(JSON.parse(firstRequest({ model: MODELS[0], brief: BRIEF })).response_format);
    expect(objects.length).toBe(2);
    for (const { properties, required, additionalProperties } of objects)
      expect([Object.keys(properties), false]).toEqual([required, additionalProperties]);
  });

  test.for([
    ["zdr", { data_collection: "deny" }],
    ["data_collection", { zdr: true }],
    ["zdr", { zdr: "true", data_collection: "deny" }],
    ["data_collection", { zdr: true, data_collection: "allow" }],
  ] as const)("without %s is refused by the stand-in", async ([member, flags], { expect }) => {
    const { provider } = aProvider();
    const body = JSON.parse(firstRequest({ model: MODELS[0], brief: BRIEF }));
    const refused = await provider.fetch(`${provider.url}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ ...body, provider: flags }),
    });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(member)]);
  });
});

describe("a provider", () => {
  const failing = (fetch: AiProvider["fetch"]): AiProvider => ({ ...aProvider().provider, fetch });

  test("that cannot be reached gives no draft", async ({ expect }) => {
    const provider = failing(() => Promise.reject(new TypeError("fetch failed")));
    const drafting = await draftTemplate(provider, { model: MODELS[0], brief: BRIEF });
    expect(drafting).toMatchObject({ type: "failed", fault: "unreachable", rounds: 1 });
    expect(await offeredModels(provider)).toBeUndefined();
  });

  test("that stops in the middle of its answer is given up", async ({ expect }) => {
    const provider = failing(
      async () =>
        new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array([123])) })),
    );
    const order = { model: MODELS[0], brief: BRIEF, timeoutMs: 100 };
    expect(await draftTemplate(provider, order)).toMatchObject({ fault: "timeout" });
  });

  test("sends the key to nobody else", async ({ expect }) => {
    const provider = failing(async () => Response.redirect("https://elsewhere.test/", 307));
    const drafting = await draftTemplate(provider, { model: MODELS[0], brief: BRIEF });
    expect(drafting).toMatchObject({ type: "failed", fault: "server_error" });
  });

  test("tells which models it offers", async ({ expect }) => {
    const { provider } = aProvider();
    expect(await offeredModels(provider)).toEqual(new Set(MODELS));
    for (const body of ["[]", "<html>", '{"data":[{}]}']) {
      const other = failing(async () => new Response(body));
      expect([body, await offeredModels(other)]).toEqual([body, undefined]);
    }
    const down = failing(async () => new Response("{}", { status: 503 }));
    expect(await offeredModels(down)).toBeUndefined();
  });
});
