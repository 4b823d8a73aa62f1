import { beforeAll, describe, test } from "vitest";

import { aKey } from "../fixtures/call.ts";
import { aDraft, aSender, type SenderFixture } from "../fixtures/campaign.ts";
import { anAsker, say, type Asker } from "./caller.ts";

/** Rows 71 to 75, 77, 79, 80, 84 and 85: templates, campaigns and drafts. */
describe("E", () => {
  let asker: Asker;
  let sender: SenderFixture;
  beforeAll(async () => {
    asker = await anAsker();
    sender = await aSender();
  });
  const ask = (route: string, body?: object, headers = {}) =>
    say(sender.headers, route, { ...(body === undefined ? {} : { body }), headers });
  const body = (text: string, example?: object) => [
    { type: "BODY", text, ...(example === undefined ? {} : { example }) },
  ];
  const lint = async (over: object) => {
    const answer = await ask("POST /templates/lint", {
      name: "order",
      language: "en",
      category: "UTILITY",
      components: body("Your order is ready."),
      ...over,
    });
    if (answer.status >= 400) return [answer.code];
    const problems = answer.body["problems"] as readonly {
      readonly code: string;
      readonly severity: string;
    }[];
    return problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
  };

  test("a template without a fault has none", async ({ expect }) => {
    expect(await lint({})).toEqual([]);
  });

  test.for(["Order Confirm!", "x".repeat(513), ""])(
    "71: the name %j is refused",
    async (name, { expect }) => {
      expect(await lint({ name })).not.toEqual([]);
    },
  );

  test.for([
    "Hello {{1}}, your {{3}} is here.",
    "Hello {{0}}, it is here.",
    "Hello {{1, it is here.",
    "{{1}} is here.",
    "It is here, {{1}}",
    "{{1}}",
  ])("72: the variables of %j are refused", async (text, { expect }) => {
    const components = body(text, { body_text: [["a", "b", "c"]] });
    expect(await lint({ components })).not.toEqual([]);
  });

  test("73: a body has at most 1,024 characters", async ({ expect }) => {
    expect(await lint({ components: body("x".repeat(1_024)) })).toEqual([]);
    expect(await lint({ components: body("x".repeat(1_025)) })).not.toEqual([]);
  });

  test.for<[string, object]>([
    ["a picture without a sample", { type: "HEADER", format: "IMAGE" }],
    [
      "eleven buttons",
      {
        type: "BUTTONS",
        buttons: Array.from({ length: 11 }, (_, i) => ({ type: "QUICK_REPLY", text: `B${i}` })),
      },
    ],
    [
      "a script for an address",
      { type: "BUTTONS", buttons: [{ type: "URL", text: "Go", url: "javascript:alert(1)" }] },
    ],
    [
      "two variables in an address",
      {
        type: "BUTTONS",
        buttons: [
          { type: "URL", text: "Go", url: "https://example.com/{{1}}/{{2}}", example: ["a"] },
        ],
      },
    ],
  ])("74: %s is refused", async ([, component], { expect }) => {
    expect(await lint({ components: [...body("Your order is ready."), component] })).not.toEqual(
      [],
    );
  });

  test.for(["xx-yy", "english", "en_XX"])(
    "77: the language %j is refused",
    async (language, { expect }) => {
      expect(await lint({ language })).not.toEqual([]);
    },
  );

  test("79: a campaign is launched once, and not without anybody to write to", async ({
    expect,
  }) => {
    const { id } = await aDraft(sender);
    const empty = await ask(`POST /campaigns/${id}/launch`, {}, aKey());
    expect([empty.status, empty.code]).toEqual([422, "empty_audience"]);
    await ask("POST /contacts/batch", {
      items: [
        {
          phone: "+34600666001",
          consent: { purpose: "marketing", action: "grant", method: "form", statement: "Yes" },
        },
      ],
    });
    const key = aKey();
    const first = await ask(`POST /campaigns/${id}/launch`, {}, key);
    const again = await ask(`POST /campaigns/${id}/launch`, {}, key);
    expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
      202,
      202,
      "true",
    ]);
    const another = await ask(`POST /campaigns/${id}/launch`, {}, aKey());
    expect([another.status, another.code]).toEqual([409, "invalid_state"]);
  });

  test.for([
    "2020-01-01T00:00:00Z",
    "2027-02-30T10:00:00Z",
    "2027-01-01T10:00:00",
    "tomorrow",
    "2099-01-01T00:00:00Z",
  ])("80: nothing is sent at %j", async (at, { expect }) => {
    const answer = await ask(
      "POST /messages",
      { to: "+34600666002", text: { body: "Hello" }, send_at: at },
      aKey(),
    );
    expect([400, 422]).toContain(answer.status);
  });

  test("84: a filter of 10,000 conditions, of no field, and one that looks like a pattern", async ({
    expect,
  }) => {
    const leaf = { field: "name", op: "eq", value: "x" };
    const search = (filter: object) => asker.say("POST /contacts/search", { body: { filter } });
    for (const filter of [
      { or: Array.from({ length: 5_000 }, () => leaf) },
      { ...leaf, field: "zz" },
    ]) {
      const answer = await search(filter);
      expect([400, 422]).toContain(answer.status);
    }
    await asker.say("POST /contacts", { body: { phone: "+34600666003", name: "(a+)+$" } });
    const found = await search({ ...leaf, value: "(a+)+$" });
    expect(found.body["data"]).toHaveLength(1);
    expect((await search({ ...leaf, value: "(a*)+$" })).body["data"]).toEqual([]);
  });

  test("85: a brief of a megabyte is refused, and one that holds a person's data too", async ({
    expect,
  }) => {
    const draft = (brief: string) =>
      ask("POST /drafts", { brief, language: "en", category: "MARKETING" });
    await ask("PUT /ai/settings", { enabled: true });
    expect((await draft("x".repeat(1024 * 1024))).status).toBe(413);
    expect([400, 422]).toContain((await draft("x".repeat(100_000))).status);
    const told = await draft("Write to +34 600 111 222, please.");
    expect([403, 409, 422]).toContain(told.status);
  });
});
