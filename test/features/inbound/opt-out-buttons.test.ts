import { describe, test } from "vitest";

import { contacts, messages, numbers, templates } from "#db/tenant/schema";
import { deleteTemplate } from "#features/templates/delete-template";
import { newId } from "#platform/ids";

import { eventsOf } from "../../fixtures/events.ts";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";
import { rowsToHear } from "./rows-to-hear.ts";

const BUTTONS = [
  { type: "QUICK_REPLY" as const, text: "Order" },
  { type: "QUICK_REPLY" as const, text: "Bitte nichts mehr" },
];

/** A person who agreed and was sent a template, of which the second button is marked. */
async function aRecipient() {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const contact = aContactRow();
  const templateId = newId("template");
  await ctx.db.insert(contacts).values(contact);
  await ctx.db.insert(templates).values({
    id: templateId,
    wabaId: number.wabaId,
    numberId: number.id,
    name: "bread",
    language: "de",
    category: "MARKETING",
    parameterFormat: "POSITIONAL",
    components: [{ type: "BUTTONS", buttons: BUTTONS }],
    status: "approved",
    metaTemplateId: "1",
    createdAt: 1,
    updatedAt: 1,
    optOutButtons: ["Bitte nichts mehr"],
  });
  const sent = async (of: typeof templateId | null, wamid: string) =>
    ctx.db.insert(messages).values(
      aMessageRow({
        contactId: contact.id,
        numberId: number.id,
        type: "template",
        templateId: of,
        wamid,
        state: "read",
      }),
    );
  await sent(templateId, "wamid.ours");
  await sent(null, "wamid.other");
  const tap = (text: string, { id = "wamid.ours", ago = 30 } = {}) =>
    aText({
      from: contact.phone?.slice(1),
      type: "button",
      button: { text, payload: "p-1" },
      context: { from: "15550100001", id },
      timestamp: secondsAgo(ago),
    });
  const types = (body: string, ago: number) => ({
    ...tap("", { ago }),
    type: "text",
    text: { body },
  });
  const hears = (message: object) =>
    deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [message] })));
  const marketing = async () => (await ctx.db.query.contacts.findFirst())?.marketing;
  const ledger = () => ctx.db.query.consents.findMany();
  return { ...tenant, number, contact, templateId, tap, types, hears, marketing, ledger };
}

describe("a tap on a button that is marked as opt-out", () => {
  test("withdraws marketing by the person's own act, once", async ({ expect }) => {
    const { ctx, contact, tap, hears, marketing, ledger } = await aRecipient();
    const message = tap("Bitte nichts mehr");
    await hears(message);
    await hears(message);
    expect(await marketing()).toBe("withdrawn");
    const stored = await ctx.db.query.messages.findFirst({
      where: (row, { eq }) => eq(row.wamid, message.id),
    });
    expect(await ledger()).toMatchObject([
      {
        contactId: contact.id,
        action: "withdraw",
        method: "keyword",
        byPerson: true,
        source: "template_button",
        messageId: stored?.id,
      },
    ]);
    const types = (await eventsOf(ctx)).map(({ type }) => type);
    expect(types.filter((type) => type === "consent.withdrawn")).toHaveLength(1);
  });

  test.for([
    ["another button of the same message", "Order", "wamid.ours"],
    ["a message of no template", "Bitte nichts mehr", "wamid.other"],
    ["a message that is not ours", "Bitte nichts mehr", "wamid.nobody"],
  ] as const)("is none on %s", async ([, text, id], { expect }) => {
    const { tap, hears, marketing, ledger } = await aRecipient();
    await hears(tap(text, { id }));
    expect(await marketing()).toBe("granted");
    expect(await ledger()).toEqual([]);
  });

  test("is none when the words are typed as an answer", async ({ expect }) => {
    const { types, hears, marketing } = await aRecipient();
    await hears(types("Bitte nichts mehr", 30));
    expect(await marketing()).toBe("granted");
  });

  test("withdraws while the number is paused, and when the template was deleted", async ({
    expect,
  }) => {
    const { ctx, templateId, tap, hears, marketing } = await aRecipient();
    // Without a number of the account nobody is asked at Meta.
    await ctx.db.update(numbers).set({ status: "disconnected" });
    await deleteTemplate(ctx, templateId);
    await ctx.db.update(numbers).set({ status: "paused" });
    expect(await ctx.db.query.templates.findMany()).toEqual([]);
    await hears(tap("Bitte nichts mehr"));
    expect(await marketing()).toBe("withdrawn");
  });

  test("is older than a START that was heard before it", async ({ expect }) => {
    const { tap, types, hears, marketing, ledger } = await aRecipient();
    await hears(tap("Bitte nichts mehr", { ago: 60 }));
    await hears(types("START", 20));
    await hears(tap("Bitte nichts mehr", { ago: 40 }));
    expect(await marketing()).toBe("granted");
    expect((await ledger()).map(({ action }) => action)).toEqual(["withdraw", "grant", "withdraw"]);
  });

  test("costs no row of a message that answers nothing", async ({ expect }) => {
    const { ctx, number, tap, contact } = await aRecipient();
    const read = (message: object) => rowsToHear(ctx, number, message);
    const from = contact.phone?.slice(1);
    const plain = await read(aText({ from }));
    expect(await read(aText({ from, type: "button", button: { text: "Order" } }))).toBe(plain);
    expect((await read(tap("Order"))) - plain).toBe(6);
  });
});
