import { describe, test } from "vitest";

import type { InboundChangePage } from "#features/inbound/schemas";
import type { MessageView } from "#features/messages/index";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

const PERSON = "5511987654321";

/** A number that is used on a phone beside this API. */
async function aPhone() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const send = (value: object, field = "smb_message_echoes") =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, value, field)));
  const echo = (own: object = {}) => ({
    from: "15550100001",
    to: PERSON,
    id: `wamid.${newId("event")}`,
    timestamp: secondsAgo(30),
    type: "text",
    text: { body: "from my phone" },
    ...own,
  });
  const echoes = (...message_echoes: readonly object[]) => send({ message_echoes });
  const shown = async () =>
    (await call<{ data: MessageView[] }>(tenant, "GET /messages")).body.data;
  const talks = async () => (await call(tenant, "GET /conversations")).body.data ?? [];
  const kept = async () =>
    (await call<InboundChangePage>(tenant, "GET /inbound-changes")).body.data;
  return { tenant, ctx, send, echo, echoes, shown, talks, kept };
}

describe("what the business writes on its phone", () => {
  test("stands in the thread as sent from the phone, and is sent by nobody here", async ({
    expect,
  }) => {
    const { ctx, send, echo, echoes, shown, talks, kept } = await aPhone();
    await send({ messages: [aText({ from: PERSON, timestamp: secondsAgo(60) })] }, "messages");
    const one = echo();
    await echoes(one);
    expect(await shown()).toMatchObject([
      {
        direction: "outbound",
        sent_from: "phone",
        type: "text",
        content: { body: "from my phone" },
        status: "sent",
        wamid: one.id,
        purpose: null,
        timestamps: { queued_at: null, accepted_at: null, sent_at: expect.stringMatching(/Z$/) },
      },
      { direction: "inbound", sent_from: null },
    ]);
    expect(await talks()).toMatchObject([
      { unread: 1, last_message: { sent_from: "phone", content: { body: "from my phone" } } },
    ]);
    const told = await eventTypes(ctx);
    expect(told).toContain("message.echoed");
    expect(told.filter((type) => /queued|message\.sent/.test(type))).toEqual([]);
    expect((await kept())[0]).toMatchObject({ state: "applied", items: [{ kind: "echo" }] });
    const open = await ctx.db.$client
      .prepare("SELECT count(*) n FROM messages WHERE state IN ('queued', 'sending')")
      .first<{ n: number }>();
    expect(open?.n).toBe(0);
  });

  test("is stored once, however often it is told", async ({ expect }) => {
    const { ctx, echo, echoes, shown } = await aPhone();
    const one = echo();
    await echoes(one, one);
    await echoes(one);
    await echoes(one, echo());
    expect(await shown()).toHaveLength(2);
    const told = (await eventTypes(ctx)).filter((type) => type === "message.echoed");
    expect(told).toHaveLength(2);
  });

  test("opens no window, and says nothing of consent, whatever it says", async ({ expect }) => {
    const { tenant, ctx, echo, echoes, talks } = await aPhone();
    await echoes(echo({ text: { body: "STOP" } }));
    expect(await talks()).toMatchObject([{ window_expires_at: null, unread: 0 }]);
    expect(await ctx.db.query.contacts.findMany()).toMatchObject([{ marketing: "unknown" }]);
    const { body } = await call(tenant, "GET /contacts/%2B5511987654321");
    expect(body["consents"]).toEqual({ marketing: "unknown" });
  });

  test("meets the person though the phone spells their number otherwise, or has only their user id", async ({
    expect,
  }) => {
    const { ctx, send, echo, echoes } = await aPhone();
    await send({ messages: [aText({ from: PERSON, from_user_id: "BR.1200000077" })] }, "messages");
    await echoes(echo({ to: "551187654321" }));
    await echoes(echo({ to: undefined, to_user_id: "BR.1200000077" }));
    const people = await ctx.db.query.contacts.findMany();
    expect(people).toMatchObject([{ phone: `+${PERSON}`, waId: PERSON }]);
    const stored = await ctx.db.query.messages.findMany();
    expect(stored.map(({ contactId }) => contactId)).toEqual(stored.map(() => people[0]?.id));
  });

  test("brings its file along", async ({ expect }) => {
    const { echo, echoes, shown } = await aPhone();
    await echoes(
      echo({
        type: "image",
        text: undefined,
        image: { id: "501", mime_type: "image/jpeg", sha256: "c2hh", caption: "front" },
      }),
    );
    expect(await shown()).toMatchObject([
      { type: "image", content: { caption: "front" }, media: { status: expect.anything() } },
    ]);
  });

  test("may be edited and taken back there, and a person changes none of it", async ({
    expect,
  }) => {
    const { ctx, send, echo, echoes, shown } = await aPhone();
    const one = echo();
    const changed = (type: string, object: object, ago: number) =>
      echo({
        type,
        text: undefined,
        timestamp: secondsAgo(ago),
        [type]: { original_message_id: one.id, ...object },
      });
    const edit = changed("edit", { message: { type: "text", text: { body: "stop" } } }, 20);
    await echoes(one);
    await send(
      {
        messages: [
          aText({
            from: PERSON,
            type: "revoke",
            text: undefined,
            revoke: { original_message_id: one.id },
          }),
        ],
      },
      "messages",
    );
    await echoes(edit);
    expect(await shown()).toMatchObject([
      { content: { body: "stop" }, original: { body: "from my phone" }, sent_from: "phone" },
    ]);
    expect(await ctx.db.query.contacts.findMany()).toMatchObject([{ marketing: "unknown" }]);
    await echoes(changed("revoke", {}, 10));
    expect(await shown()).toMatchObject([{ content: null, original: null, status: "sent" }]);
    expect(await eventTypes(ctx)).toEqual(
      expect.arrayContaining(["message.echoed", "message.edited", "message.deleted"]),
    );
  });

  test.for([
    ["of a group", { group_id: "G-1" }],
    ["to nobody", { to: undefined }],
  ] as const)("%s is kept raw, apart from the chats", async ([, own], { expect }) => {
    const { echo, echoes, shown, kept } = await aPhone();
    await echoes(echo(own));
    expect(await shown()).toEqual([]);
    expect(await kept()).toMatchObject([
      { state: "stored", items: [{ kind: "smb_message_echoes" }] },
    ]);
  });
});

describe("kept raw, and apart from the chats", () => {
  const text = {
    from: PERSON,
    id: "wamid.h1",
    timestamp: "1739230955",
    type: "text",
    text: { body: "x" },
  };
  test.for<[string, string, object]>([
    [
      "history, phase by phase",
      "history",
      {
        history: [
          {
            metadata: { phase: 1, chunk_order: 1, progress: 55 },
            threads: [{ id: PERSON, messages: [{ ...text, history_context: { status: "READ" } }] }],
          },
        ],
      },
    ],
    ["history that is not shared", "history", { history: [{ errors: [{ code: 2593109 }] }] }],
    ["history's files", "history", { messages: [{ ...text, type: "image", image: { id: "7" } }] }],
    [
      "the phone's address book",
      "smb_app_state_sync",
      {
        state_sync: [
          { type: "contact", contact: { full_name: "Pablo", phone_number: PERSON }, action: "add" },
        ],
      },
    ],
    [
      "a call's status",
      "calls",
      {
        statuses: [{ id: "wacid.1", type: "call", status: "RINGING", recipient_id: PERSON }],
      },
    ],
    [
      "a call of the business",
      "calls",
      {
        calls: [{ id: "wacid.2", to: PERSON, event: "connect", direction: "BUSINESS_INITIATED" }],
      },
    ],
    [
      "a group that is made",
      "group_lifecycle_update",
      { groups: [{ group_id: "G", type: "group_create" }] },
    ],
    [
      "a group's members",
      "group_participants_update",
      { groups: [{ group_id: "G", added_participants: [{ wa_id: PERSON }] }] },
    ],
    ["a group's settings", "group_settings_update", { groups: [{ group_id: "G" }] }],
    [
      "a group that is suspended",
      "group_status_update",
      { groups: [{ group_id: "G", type: "group_suspend" }] },
    ],
    ["a text in a group", "messages", { messages: [{ ...text, group_id: "G" }] }],
    [
      "a status in a group",
      "messages",
      {
        statuses: [
          {
            id: "wamid.g",
            status: "read",
            timestamp: "1739230955",
            recipient_type: "group",
            recipient_id: "G",
          },
        ],
      },
    ],
  ])("%s", async ([, field, value], { expect }) => {
    const { ctx, send, shown, talks, kept } = await aPhone();
    await send(value, field);
    expect(await kept()).toMatchObject([{ field, state: "stored" }]);
    expect([await shown(), await talks()]).toEqual([[], []]);
    expect(await ctx.db.query.contacts.findMany()).toEqual([]);
    expect(await eventTypes(ctx)).toEqual(["inbound.stored"]);
  });
});
