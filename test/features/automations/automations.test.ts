import { describe, test } from "vitest";

import { call } from "../../fixtures/call";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

const RULE = {
  kind: "rule",
  name: "Hours",
  trigger: { type: "keyword", match: "contains", keywords: ["horário"] },
  actions: [{ type: "message", text: "Nine to six, {{contact.name|friend}}." }],
};
const FLOW = {
  kind: "flow",
  name: "Order",
  trigger: { type: "keyword", match: "exact", keywords: ["order"] },
  start: "ask",
  steps: {
    ask: {
      type: "question",
      text: "Which?",
      answer: { kind: "number" },
      save_to: { variable: "n" },
      next: "tell",
    },
    tell: { type: "message", text: "Order {{n}}." },
  },
  tests: [
    {
      name: "asks",
      messages: [
        { text: "order", expect: ["Which?"] },
        { text: "7", expect: ["Order 7."] },
      ],
      ends: "completed",
    },
  ],
};
const make = async (tenant: TenantFixture, body: object = RULE) => {
  const { status, body: made, headers } = await call(tenant, "POST /automations", body);
  if (status !== 201) throw new Error(JSON.stringify(made));
  return { id: made["id"] as string, etag: headers.get("etag") ?? "", made };
};
const pointersOf = (body: { readonly errors?: readonly { readonly pointer: string }[] }) =>
  body.errors?.map(({ pointer }) => pointer);

describe("an automation", () => {
  test("is a draft until it is published, and is read as it was written", async ({ expect }) => {
    const tenant = await aTenant();
    const { id, made } = await make(tenant);
    expect(made).toMatchObject({
      status: "draft",
      version: null,
      has_changes: true,
      trigger: RULE.trigger,
      actions: RULE.actions,
      steps: null,
      settings: { debounce_ms: 1500, exit_on_opt_out: true },
    });
    const published = await call(tenant, `POST /automations/${id}/publish`);
    expect(published.body).toMatchObject({ status: "published", version: 1, has_changes: false });
    const listed = await call(tenant, "GET /automations?status=published");
    expect(listed.body.data?.map((one) => one["id"])).toEqual([id]);
    const events = await call(tenant, "GET /events");
    expect(events.body.data?.map((one) => one["type"])).toEqual(["automation.published"]);
  });

  test("is changed only by who has seen it as it is", async ({ expect }) => {
    const tenant = await aTenant();
    const { id, etag } = await make(tenant);
    const patch = { actions: [{ type: "message", text: "Always open." }] };
    expect((await call(tenant, `PATCH /automations/${id}`, patch)).status).toBe(428);
    const done = await call(tenant, `PATCH /automations/${id}`, patch, { "if-match": etag });
    expect([done.status, done.body["actions"]]).toEqual([200, patch.actions]);
    expect(
      (await call(tenant, `PATCH /automations/${id}`, patch, { "if-match": etag })).status,
    ).toBe(412);
  });

  test("keeps what it publishes: a draft changes nothing of it, and a version can be taken up again", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { id } = await make(tenant);
    const published = await call(tenant, `POST /automations/${id}/publish`);
    const changed = await call(
      tenant,
      `PATCH /automations/${id}`,
      { name: "Other", actions: [{ type: "tag", tag: "asked" }] },
      { "if-match": published.headers.get("etag") ?? "" },
    );
    expect(changed.body).toMatchObject({ version: 1, has_changes: true, status: "published" });
    await call(tenant, `POST /automations/${id}/publish`);
    const versions = await call(tenant, `GET /automations/${id}/versions`);
    expect(versions.body.data).toMatchObject([
      { version: 2, definition: { name: "Other" } },
      { version: 1, definition: { name: "Hours", actions: RULE.actions } },
    ]);
    const restored = await call(tenant, `POST /automations/${id}/versions/1/restore`);
    expect(restored.body).toMatchObject({
      name: "Hours",
      actions: RULE.actions,
      version: 2,
      has_changes: true,
    });
    expect((await call(tenant, `POST /automations/${id}/versions/9/restore`)).status).toBe(404);
  });

  test("is disabled before it is deleted", async ({ expect }) => {
    const tenant = await aTenant();
    const { id } = await make(tenant);
    expect((await call(tenant, `POST /automations/${id}/disable`)).status).toBe(409);
    await call(tenant, `POST /automations/${id}/publish`);
    expect((await call(tenant, `DELETE /automations/${id}`)).status).toBe(409);
    const disabled = await call(tenant, `POST /automations/${id}/disable`);
    expect(disabled.body).toMatchObject({ status: "disabled", has_changes: false });
    expect((await call(tenant, `DELETE /automations/${id}`)).status).toBe(204);
    expect((await call(tenant, `GET /automations/${id}`)).status).toBe(404);
  });

  test.for<[string, object, string]>([
    ["a rule with steps", { ...RULE, steps: {} }, "/steps"],
    ["an action that waits", { ...RULE, actions: [{ type: "wait", seconds: 5 }] }, "/actions/0"],
    [
      "an action that leads somewhere",
      { ...RULE, actions: [{ type: "tag", tag: "x", next: "y" }] },
      "/actions/0",
    ],
    [
      "a flow on an event",
      { ...FLOW, trigger: { type: "event", event: "message.failed" } },
      "/trigger/type",
    ],
    [
      "an event that names nobody",
      { ...RULE, trigger: { type: "event", event: "template.approved" } },
      "/trigger/event",
    ],
    [
      "a condition on nothing known",
      { ...RULE, conditions: { field: "mood", op: "eq", value: "x" } },
      "/conditions/field",
    ],
    ["a wait for ever", { ...FLOW, steps: { a: { type: "wait" } } }, "/steps/a"],
    [
      "consent that does not count",
      { ...RULE, settings: { exit_on_opt_out: false } },
      "/settings/exit_on_opt_out",
    ],
  ])("is refused: %s", async ([, body, pointer], { expect }) => {
    const tenant = await aTenant();
    const answer = await call(tenant, "POST /automations", body);
    expect([answer.status >= 400 && answer.status < 500, pointersOf(answer.body)]).toEqual([
      true,
      [pointer],
    ]);
  });
});

describe("publishing", () => {
  test("is refused with a pointer for each error, and changes nothing", async ({ expect }) => {
    const tenant = await aTenant();
    const { id } = await make(tenant, {
      ...RULE,
      actions: [
        { type: "message", text: "{{nothing}}" },
        { type: "template", template_id: "tpl_01k9zq3v6m8r2t4w6y8a0c2e4g" },
        { type: "http", method: "GET", url: "http://169.254.169.254/latest" },
        { type: "http", method: "GET", url: "https://ops.internal/" },
      ],
    });
    const answer = await call(tenant, `POST /automations/${id}/publish`);
    expect([answer.status, answer.body["code"], pointersOf(answer.body)]).toEqual([
      422,
      "lint_failed",
      ["/actions/0/text", "/actions/1/template_id", "/actions/2/url", "/actions/3/url"],
    ]);
    expect((await call(tenant, `GET /automations/${id}`)).body).toMatchObject({
      status: "draft",
      version: null,
    });
  });

  test("is refused while a played conversation goes otherwise than it is written", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { ask, tell } = FLOW.steps;
    const { next: _gone, ...cut } = ask;
    const { id } = await make(tenant, {
      ...FLOW,
      steps: { ask: { ...cut, on_timeout: "tell", timeout_seconds: 60 }, tell },
    });
    const found = await call(tenant, `POST /automations/${id}/validate`);
    expect(found.body["problems"]).toMatchObject([
      { code: "test_failed", pointer: "/tests/0/messages/1/expect" },
    ]);
    const answer = await call(tenant, `POST /automations/${id}/publish`);
    expect([answer.status, answer.body["code"]]).toEqual([422, "lint_failed"]);
    const whole = await make(tenant, FLOW);
    expect((await call(tenant, `POST /automations/${whole.id}/publish`)).status).toBe(200);
  });
});

test("a conversation is played without the world", async ({ expect }) => {
  const tenant = await aTenant();
  const { id } = await make(tenant, FLOW);
  const played = await call(tenant, `POST /automations/${id}/simulate`, {
    clock: "2026-11-30T09:00:00Z",
    messages: [{ text: "Order!" }, { text: "many" }, { after_seconds: 60, text: "3" }],
  });
  expect(played.body).toMatchObject({
    status: "completed",
    variables: { n: "3" },
    transcript: [
      { from: "customer", text: "Order!" },
      { from: "automation", text: "Which?", step: "ask" },
      { from: "customer", text: "many" },
      { from: "automation", text: "Which?" },
      { from: "customer", text: "3", at: "2026-11-30T09:01:00.000Z" },
      { from: "automation", text: "Order 3.", step: "tell" },
    ],
  });
  expect((await call(tenant, "GET /messages")).body.data).toEqual([]);
});
