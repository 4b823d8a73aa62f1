import { eq } from "drizzle-orm";
import { describe, test, vi } from "vitest";

import { memberships } from "#db/control/schema";
import { messages, templates } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { call, aKey } from "../../fixtures/call";
import { aMember } from "../../fixtures/member";
import { aMessageRow } from "../../fixtures/message-rows";
import { until } from "../../fixtures/until";
import { aShop, ANA, text } from "./fixture.ts";

const keyword = (...keywords: readonly string[]) => ({
  type: "keyword",
  match: "contains",
  keywords,
});
const order = {
  kind: "flow",
  trigger: keyword("order"),
  start: "ask",
  steps: {
    ask: {
      type: "question",
      text: "Which one?",
      answer: { kind: "number" },
      save_to: { field: "order" },
      next: "tag",
    },
    tag: { type: "tag", tag: "asked", next: "tell" },
    tell: text("{{fields.order}} is on its way, {{contact.name|friend}}."),
  },
};

describe("the list of runs", () => {
  test("says who each is with, and at which step one waits", async ({ expect }) => {
    const shop = await aShop();
    await call(shop.tenant, "POST /contacts", { phone: ANA, name: "Ana Lima" });
    await shop.publish(order);
    await shop.hears("an order");
    const waits = await shop.run(({ status }) => status === "waiting");
    expect(waits).toMatchObject({ contact_name: "Ana Lima", step: "ask" });
    await shop.hears("7");
    const over = await shop.run(({ status }) => status === "completed");
    expect(over).toMatchObject({ contact_name: "Ana Lima", step: null });
  });
});

describe("a step that assigns", () => {
  const assigning = (assign: object) => ({
    kind: "rule",
    trigger: { type: "any_message" },
    actions: [{ type: "assign", ...assign }],
  });
  type Shop = Awaited<ReturnType<typeof aShop>>;
  const assignees = async ({ tenant }: Shop) =>
    (await tenant.ctx.db.query.conversations.findMany({ orderBy: ({ id }) => [id] })).map(
      ({ assignee }) => assignee,
    );

  test("gives talks to members in turn, who have left is passed over, and tells it", async ({
    expect,
  }) => {
    const shop = await aShop();
    const [ana, gone, bo] = [
      await aMember(shop.tenant),
      await aMember(shop.tenant),
      await aMember(shop.tenant),
    ];
    const id = await shop.publish(assigning({ how: "round_robin", members: [ana, gone, bo] }));
    await shop.tenant.ctx.control.delete(memberships).where(eq(memberships.userId, gone));
    for (let n = 0; n < 4; n++) await shop.hears("hi", `+551191234100${n}`);
    await until(async () => (await assignees(shop)).filter((who) => who !== null).length === 4);
    const given = await assignees(shop);
    expect([ana, gone, bo].map((who) => given.filter((one) => one === who).length)).toEqual([
      2, 0, 2,
    ]);
    expect(await shop.events()).toContain("conversation.assigned");
    const funnel = await call(shop.tenant, `GET /automations/${id}/funnel`);
    expect(funnel.body).toMatchObject({ started: 4, completed: 4, steps: { action_0: 4 } });
  });

  test("gives to one, or to nobody", async ({ expect }) => {
    const shop = await aShop();
    const ana = await aMember(shop.tenant);
    const first = await shop.publish(assigning({ how: "user", members: [ana] }));
    await shop.hears("hi");
    await until(async () => (await assignees(shop))[0] === ana);
    await call(shop.tenant, `POST /automations/${first}/disable`);
    await shop.publish(assigning({ how: "nobody" }));
    await shop.hears("hi again");
    await until(async () => (await assignees(shop))[0] === null);
    expect(await assignees(shop)).toEqual([null]);
  });

  test("is refused where it names nobody of the workspace, or too few", async ({ expect }) => {
    const shop = await aShop();
    const made = (assign: object) =>
      call(shop.tenant, "POST /automations", { name: "A", ...assigning(assign) });
    const stranger = await made({ how: "user", members: [newId("user")] });
    const published = await call(
      shop.tenant,
      `POST /automations/${String(stranger.body["id"])}/validate`,
    );
    expect(published.body["problems"]).toMatchObject([
      { code: "unknown_member", pointer: "/actions/0/members/0" },
    ]);
    for (const wrong of [
      { how: "round_robin" },
      { how: "nobody", members: [newId("user")] },
      { how: "user", members: [newId("user"), newId("user")] },
      { how: "all" },
    ])
      expect((await made(wrong)).status).toBe(400);
  });
});

describe("a message that pulls a trigger", () => {
  test("is answered by the rule, once, and the run is told", async ({ expect }) => {
    const shop = await aShop();
    const id = await shop.publish({
      kind: "rule",
      trigger: keyword("horário"),
      actions: [text("Nine to six.")],
    });
    await shop.hears("Qual o horário?");
    expect(await shop.saysSoMuch(1)).toEqual(["Nine to six."]);
    const run = await shop.run(({ status }) => status === "completed");
    expect(run).toMatchObject({
      automation_id: id,
      version: 1,
      trigger: "keyword",
      wakes_at: null,
    });
    const detail = await call(shop.tenant, `GET /runs/${String(run["id"])}`);
    expect(detail.body["trace"]).toMatchObject([{ step: "action_0", turn: 1, outcome: "done" }]);
    expect(await shop.events()).toEqual(
      expect.arrayContaining([
        "automation.run.started",
        "automation.run.completed",
        "message.queued",
      ]),
    );
    const funnel = await call(shop.tenant, `GET /automations/${id}/funnel`);
    expect(funnel.body).toMatchObject({ started: 1, completed: 1, steps: { action_0: 1 } });
  });

  test("leads through a flow, whose answers are kept on the contact", async ({ expect }) => {
    const shop = await aShop();
    await shop.publish(order);
    await shop.hears("My order, please");
    await shop.saysSoMuch(1);
    await shop.hears("the blue one");
    await shop.saysSoMuch(2);
    await shop.hears("42");
    expect((await shop.saysSoMuch(3)).map((words) => words.replace(/, .*/, ""))).toEqual([
      "Which one?",
      "Which one?",
      "42 is on its way",
    ]);
    const contact = await call(shop.tenant, `GET /contacts/phone:${encodeURIComponent(ANA)}`);
    expect(contact.body).toMatchObject({ fields: { order: "42" }, tags: ["asked"] });
  });

  test("of a burst is answered once", async ({ expect }) => {
    const shop = await aShop();
    await shop.publish({
      kind: "rule",
      trigger: { type: "any_message" },
      actions: [text("You said: {{message.text}}")],
      settings: { debounce_ms: 1_500 },
    });
    await Promise.all([shop.hears("One"), shop.hears("Two")]);
    const [said = ""] = await shop.saysSoMuch(1);
    expect(said.replace("You said: ", "").split("\n").toSorted()).toEqual(["One", "Two"]);
    expect(await shop.runs()).toHaveLength(1);
  });

  test("that pulls none writes nothing", async ({ expect }) => {
    const shop = await aShop();
    await shop.publish({ kind: "rule", trigger: keyword("order"), actions: [text("Yes?")] });
    await shop.hears("Hello");
    await until(async () => (await shop.events()).includes("message.received"));
    await scheduler.wait(300);
    expect(await shop.runs()).toEqual([]);
    expect(await shop.said()).toEqual([]);
  });
});

describe("a flow that waits", () => {
  test("is ended by STOP, in whatever step it is, and says nothing any more", async ({
    expect,
  }) => {
    const shop = await aShop();
    await shop.publish(order);
    await shop.publish({ kind: "rule", trigger: { type: "any_message" }, actions: [text("Hm.")] });
    await shop.hears("order");
    await shop.saysSoMuch(2);
    await shop.hears("STOP");
    const run = await shop.run(({ status }) => status === "stopped");
    expect(run).toMatchObject({ reason: "opt_out" });
    await scheduler.wait(300);
    expect((await shop.said()).toSorted()).toEqual(["Hm.", "Which one?"]);
  });

  test("is ended by the number's own words to stop, which pull no trigger either", async ({
    expect,
  }) => {
    const shop = await aShop();
    const words = { stop: ["Baja promo"], start: [] };
    await call(shop.tenant, `PUT /numbers/${shop.numberId}/keywords`, words);
    await shop.publish(order);
    await shop.publish({ kind: "rule", trigger: { type: "any_message" }, actions: [text("Hm.")] });
    await shop.hears("order");
    await shop.saysSoMuch(2);
    await shop.hears("BAJA PROMO");
    const run = await shop.run(({ status }) => status === "stopped");
    expect(run).toMatchObject({ reason: "opt_out" });
    await scheduler.wait(300);
    expect((await shop.said()).toSorted()).toEqual(["Hm.", "Which one?"]);
  });

  test("is ended by a tap on a button that is marked as opt-out, which pulls no trigger either", async ({
    expect,
  }) => {
    const shop = await aShop();
    const { ctx } = shop.tenant;
    const templateId = newId("template");
    await ctx.db.insert(templates).values({
      id: templateId,
      wabaId: "1",
      numberId: newId("number"),
      name: "bread",
      language: "en",
      category: "MARKETING",
      parameterFormat: "POSITIONAL",
      components: [{ type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Enough of it" }] }],
      status: "approved",
      createdAt: 1,
      updatedAt: 1,
      optOutButtons: ["Enough of it"],
    });
    const sent = { type: "template", templateId, wamid: "wamid.offer", state: "read" } as const;
    await ctx.db.insert(messages).values(aMessageRow(sent));
    await shop.publish(order);
    await shop.publish({ kind: "rule", trigger: { type: "any_message" }, actions: [text("Hm.")] });
    await shop.hears("order");
    await shop.saysSoMuch(2);
    await shop.receives({
      type: "button",
      button: { text: "Enough of it", payload: "p" },
      context: { id: "wamid.offer" },
    });
    const run = await shop.run(({ status }) => status === "stopped");
    expect(run).toMatchObject({ reason: "opt_out" });
    await scheduler.wait(300);
    expect((await shop.said()).toSorted()).toEqual(["Hm.", "Which one?"]);
  });

  test("leaves the talk to a person of the business who writes", async ({ expect }) => {
    const shop = await aShop();
    await shop.publish(order);
    await shop.hears("order");
    await shop.saysSoMuch(1);
    await call(shop.tenant, "POST /messages", { to: ANA, text: { body: "I am here." } }, aKey());
    const run = await shop.run(({ status }) => status === "handed_off");
    expect(run).toMatchObject({ reason: "person_answered" });
    await shop.hears("order");
    await until(
      async () => (await shop.events()).filter((type) => type === "message.received").length === 2,
    );
    await scheduler.wait(300);
    expect(await shop.said()).toEqual(["Which one?"]);
  });

  test("goes on by itself when its time comes", async ({ expect }) => {
    const shop = await aShop();
    await shop.publish({
      kind: "flow",
      trigger: keyword("hi"),
      start: "a",
      steps: {
        a: { ...text("Wait…"), next: "b" },
        b: { type: "wait", seconds: 1, next: "c" },
        c: text("Here you are."),
      },
    });
    await shop.hears("Hi");
    expect(await shop.saysSoMuch(2)).toEqual(["Wait…", "Here you are."]);
  });

  test("can be ended from outside", async ({ expect }) => {
    const shop = await aShop();
    await shop.publish(order);
    await shop.hears("order");
    const { id } = await shop.run(({ status }) => status === "waiting");
    await shop.saysSoMuch(1);
    const stopped = await call(shop.tenant, `POST /runs/${String(id)}/stop`);
    expect(stopped.body).toMatchObject({ status: "stopped", reason: "requested" });
    expect((await call(shop.tenant, `POST /runs/${String(id)}/stop`)).status).toBe(409);
  });

  test("stays in the version that it began with", async ({ expect }) => {
    const shop = await aShop();
    const id = await shop.publish(order);
    await shop.hears("order");
    await shop.saysSoMuch(1);
    const { headers } = await call(shop.tenant, `GET /automations/${id}`);
    const steps = { ...order.steps, tell: text("Something else.") };
    await call(
      shop.tenant,
      `PATCH /automations/${id}`,
      { steps },
      { "if-match": headers.get("etag") ?? "" },
    );
    await call(shop.tenant, `POST /automations/${id}/publish`);
    await shop.hears("7");
    expect((await shop.saysSoMuch(2))[1]).toMatch(/^7 is on its way/);
  });
});

test("a handoff says goodbye and mutes the conversation", async ({ expect }) => {
  const shop = await aShop();
  await shop.publish({
    kind: "rule",
    trigger: keyword("human"),
    actions: [{ type: "handoff", text: "One moment." }],
  });
  await shop.hears("A human, please");
  await shop.saysSoMuch(1);
  await shop.run(({ status }) => status === "handed_off");
  const { body } = await call(shop.tenant, "GET /conversations");
  expect(body.data).toMatchObject([{ bot_active: false }]);
});

test("one automation starts another with what it knows", async ({ expect }) => {
  const shop = await aShop();
  const other = await shop.publish({
    kind: "flow",
    trigger: { type: "hook", variables: ["size"] },
    start: "a",
    steps: { a: { ...text("Size {{size}}."), on_refused: "b" }, b: { type: "end" } },
  });
  await shop.publish({
    kind: "flow",
    trigger: keyword("size"),
    start: "a",
    steps: {
      a: {
        type: "buttons",
        text: "Which?",
        save_to: { variable: "size" },
        buttons: [{ id: "m", title: "M" }],
        next: "b",
      },
      b: { type: "start_flow", automation_id: other },
    },
  });
  await shop.hears("size");
  await shop.saysSoMuch(1);
  await shop.receives({
    type: "interactive",
    interactive: { type: "button_reply", button_reply: { id: "m", title: "M" } },
  });
  expect(await shop.saysSoMuch(2)).toEqual(["Which?", "Size M."]);
});

test("a rule follows an event", async ({ expect }) => {
  const shop = await aShop();
  await shop.publish({
    kind: "rule",
    trigger: { type: "event", event: "contact.created" },
    actions: [{ type: "tag", tag: "new" }],
  });
  await shop.publish({
    kind: "rule",
    trigger: { type: "tag_added", tag: "NEW" },
    actions: [{ type: "set_field", field: "seen", value: "yes" }],
  });
  await call(shop.tenant, "POST /contacts", { phone: "+5511987650099" }, aKey());
  const contact = await until(async () => {
    const { body } = await call(shop.tenant, "GET /contacts/phone:%2B5511987650099");
    return (
      (body["fields"] as object | undefined) !== undefined &&
      "seen" in (body["fields"] as object) &&
      body
    );
  });
  expect(contact).toMatchObject({ tags: ["new"], fields: { seen: "yes" } });
});

test("a server is called with a key of the step, and its answer goes into the text", async ({
  expect,
}) => {
  const shop = await aShop();
  const asked: Request[] = [];
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    asked.push(new Request(input, init));
    return Promise.resolve(Response.json({ order: { state: "packed" } }));
  });
  await shop.publish({
    kind: "rule",
    trigger: keyword("where"),
    actions: [
      {
        type: "http",
        method: "GET",
        url: "https://shop.example/orders?phone={{contact.phone}}",
        save: { state: "/order/state" },
      },
      text("It is {{state}}."),
    ],
  });
  await shop.hears("Where is it?");
  expect(await shop.saysSoMuch(1)).toEqual(["It is packed."]);
  spy.mockRestore();
  const [run] = await shop.runs();
  expect(asked.map((request) => [request.url, request.headers.get("idempotency-key")])).toEqual([
    [
      `https://shop.example/orders?phone=${encodeURIComponent(ANA)}`,
      `${String(run?.["id"])}:action_0:1`,
    ],
  ]);
});
