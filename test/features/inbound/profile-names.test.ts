import { describe, test } from "vitest";

import type { ContactView } from "#features/contacts/schemas";
import { applyMail } from "#features/inbound/apply-mail";

import { ask, call } from "../../fixtures/call.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { rowsWritten } from "../../fixtures/rows-written.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

const PERSON = "/contacts/phone:%2B34600111222";

/** A workspace to which a person writes, under whatever name their profile has then. */
async function anInbox() {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  let seq = 0;
  const write = (...names: readonly (string | null)[]) =>
    rowsWritten(tenant.ctx, (on) =>
      applyMail(
        on,
        names.map((name) => {
          const text = aText();
          const contacts = name === null ? [] : [{ profile: { name }, wa_id: text.from }];
          const inner = change(number, { contacts, messages: [text] });
          const body = JSON.stringify({ entry_id: number.wabaId, time: null, change: inner });
          return { seq: ++seq, receivedAtMs: Date.now(), body, r2Key: null };
        }),
      ),
    );
  const named = async () => (await call<ContactView>(tenant, `GET ${PERSON}`)).body.name;
  return { tenant, number, write, named };
}

describe("the name of a person's profile", () => {
  test("is followed, and rows more are written only when it changes", async ({ expect }) => {
    const { tenant, write, named } = await anInbox();
    await write("Noa");
    expect(await named()).toBe("Noa");
    const ordinary = await write("Noa");
    expect(ordinary).toBe(6);
    // The contact, the new word, and that it is filed under it.
    expect(await write("Noa Z.")).toBe(ordinary + 3);
    expect(await named()).toBe("Noa Z.");
    expect(await eventTypes(tenant.ctx)).toContain("contact.updated");
    expect(await write(null)).toBe(ordinary);
    expect(await named()).toBe("Noa Z.");
  });

  test("is the last one of several that are read at once", async ({ expect }) => {
    const { write, named } = await anInbox();
    await write("A", "B", "C");
    expect(await named()).toBe("C");
  });

  test("does not take the place of one that the business gave", async ({ expect }) => {
    const { tenant, write, named } = await anInbox();
    await write("Noa");
    await ask(tenant, `PATCH ${PERSON}`, { name: "Mrs Noa" });
    await write("Noa Z.");
    expect(await named()).toBe("Mrs Noa");
    await ask(tenant, `PATCH ${PERSON}`, { language: "es" });
    await write("Noa");
    expect(await named()).toBe("Mrs Noa");
    await ask(tenant, `PATCH ${PERSON}`, { name: null });
    await write("Noa X.");
    await write("Noa Y.");
    expect(await named()).toBe("Noa Y.");
  });

  test("does not name whom the business had named before they wrote", async ({ expect }) => {
    const { tenant, write, named } = await anInbox();
    await ask(tenant, "POST /contacts", { phone: "+34600111222", name: "Client 7" });
    await write("Noa");
    await write("Noa Z.");
    expect(await named()).toBe("Client 7");
  });

  test("is followed when the business changes something else", async ({ expect }) => {
    const { tenant, write, named } = await anInbox();
    await write("Noa");
    await ask(tenant, `PATCH ${PERSON}`, { language: "es" });
    await write("Noa Z.");
    expect(await named()).toBe("Noa Z.");
  });

  test("is that of the newest message, in whatever order messages come", async ({ expect }) => {
    const { tenant, number, named } = await anInbox();
    const say = (name: string, ago: number, own: object = {}) => {
      const text = aText({ timestamp: secondsAgo(ago), ...own });
      const contacts = [{ profile: { name, username: `u.${ago}` }, wa_id: text.from }];
      return deliverAndDrain(
        tenant.ctx,
        envelope(number.wabaId, change(number, { contacts, messages: [text] })),
      );
    };
    await say("Noa Z.", 30);
    await say("Noa", 60);
    expect(await named()).toBe("Noa Z.");
    await say("Noa Y.", 20);
    expect(await named()).toBe("Noa Y.");
    expect(await tenant.ctx.db.query.contacts.findMany()).toMatchObject([{ username: "u.20" }]);
  });
});
