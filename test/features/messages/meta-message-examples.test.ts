// Runs over Meta's own examples when `META_EXAMPLES_DIR` names a folder that holds them; they are not part of this repository.
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { parseComponents } from "#core/whatsapp/template-components";
import { messages, templates } from "#db/tenant/schema";
import { showTyping } from "#features/conversations/show-typing";
import { sendOutbox } from "#features/messages/send-outbox";
import type { ScopedContext } from "#platform/context";

import { aMessageRow } from "../../fixtures/message-rows";
import { takes, withMeta, type SentBody } from "../../fixtures/meta";
import { aTemplate, inbox, queue, send, type Json } from "./inbox";

// Safe: the configuration wrote it, as JSON of objects by name.
const examples = Object.entries(
  JSON.parse(env.META_MESSAGE_EXAMPLES === "" ? "{}" : env.META_MESSAGE_EXAMPLES) as Record<
    string,
    Json
  >,
);

const WAMID = "wamid.of-the-person";

/** What stands in an example's place holders. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^\{\{Recipient-.*\}\}$|^16315555555$|^\+16505551234$/, "+34600111222"],
  [/^<?http\(s\):\/\/[^>]*>?$/, "https://shop.example/file"],
  [/^<MSGID_OF_.*>$|^wamid\.HBg.*$/, WAMID],
  [/^<HEADER_TYPE>$/, "text"],
];

/** The example with its place holders filled. */
function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value === "string") return PLACES.find(([place]) => place.test(value))?.[1] ?? value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
}

interface Sent {
  readonly template?: {
    readonly name: string;
    readonly language: { readonly code: string };
    readonly components?: readonly Part[];
  };
}
interface Part {
  readonly type: string;
  readonly sub_type?: string;
  readonly parameters: readonly { readonly type: string }[];
}

/** The template that an example of a send was made for. */
function componentsFor({ components = [] }: NonNullable<Sent["template"]>): Json[] {
  const body = components.find(({ type }) => type === "body")?.parameters ?? [];
  const header = components.find(({ type }) => type === "header")?.parameters[0]?.type;
  const buttons = components.flatMap(({ sub_type: sub }) =>
    sub === undefined ? [] : [{ type: sub.toUpperCase(), text: "Press" }],
  );
  return [
    ...(header === undefined ? [] : [{ type: "HEADER", format: header.toUpperCase() }]),
    { type: "BODY", text: `Hello ${body.map((_, i) => `{{${i + 1}}}`).join(" and ")} there.` },
    ...(buttons.length === 0 ? [] : [{ type: "BUTTONS", buttons }]),
  ];
}

/** A person who has just written what the examples answer to. */
async function anInbox() {
  const at = await inbox();
  await at.ctx.db.insert(messages).values(
    aMessageRow({
      contactId: at.contact.id,
      numberId: at.number.id,
      conversationId: at.conversationId,
      direction: "inbound",
      state: "received",
      wamid: WAMID,
      createdAt: Date.now(),
      receivedAt: Date.now(),
    }),
  );
  return at;
}

async function plant(ctx: ScopedContext, { template }: Sent): Promise<void> {
  await ctx.db.delete(templates);
  if (template === undefined) return;
  const { name, language } = template;
  const components = parseComponents(componentsFor(template));
  await aTemplate(ctx, { name, language: language.code, components });
}

const isPayment = ([, { interactive }]: readonly [string, Json]): boolean =>
  String((interactive as Json | undefined)?.["type"]).startsWith("order_");
const isTyping = ([, { status }]: readonly [string, Json]): boolean => status === "read";

/** A post without what only we add, and an example without what Meta takes for granted. */
const bare = ({ biz_opaque_callback_data: _ours, ...body }: SentBody): Json => body;
const whole = (body: Json): Json => ({
  recipient_type: "individual",
  type: Object.keys(body).find((key) => ["text", "interactive"].includes(key)),
  ...body,
});

describe.skipIf(examples.length === 0)("Meta's examples of messages", () => {
  test("are all here", ({ expect }) => {
    expect(examples.length).toBe(50);
    expect(examples.filter(isPayment).length).toBe(2);
    expect(examples.filter(isTyping).length).toBe(1);
  });

  const sendable = examples.filter((one) => !isPayment(one) && !isTyping(one));

  test("are all that can be sent", ({ expect }) => {
    expect(sendable.length).toBe(47);
  });

  test.for(sendable)("are taken as they are pasted: %s", async ([, example], { expect }) => {
    const { tenant, ctx } = await anInbox();
    const body = filled(example) as Json;
    await plant(ctx, body as Sent);
    const answer = await send(tenant, body);
    expect([answer.status, answer.body["code"]]).toEqual([202, undefined]);
  });

  test("reach Meta as they were", async ({ expect }) => {
    const { ctx } = await anInbox();
    const meta = withMeta(ctx, takes);
    for (const [name, example] of sendable) {
      const body = filled(example) as Json;
      await plant(ctx, body as Sent);
      await queue(ctx, body);
      await sendOutbox(meta.ctx);
      expect([name, bare(meta.posts.at(-1) as SentBody)]).toEqual([name, whole(body)]);
    }
    expect(meta.posts.length).toBe(47);
  });

  test("of payments are refused as such", async ({ expect }) => {
    const { tenant } = await anInbox();
    for (const [name, example] of examples.filter(isPayment)) {
      const answer = await send(tenant, filled(example) as Json);
      expect([name, answer.status, answer.body["code"]]).toEqual([name, 422, "unsupported_type"]);
      expect(answer.body.errors?.[0]?.pointer).toBe("/interactive/type");
    }
  });

  test("of typing is what we post", async ({ expect }) => {
    const { ctx, conversationId } = await anInbox();
    const meta = withMeta(ctx, () => Response.json({ success: true }));
    await showTyping(meta.ctx, conversationId);
    expect(meta.posts).toEqual(examples.filter(isTyping).map(([, example]) => filled(example)));
  });
});
