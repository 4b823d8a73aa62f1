import { describe, test } from "vitest";

import { appendConsents } from "#features/consent/index";
import { applyMail } from "#features/inbound/apply-mail";
import { newId } from "#platform/ids";

import { withClient } from "../../fixtures/client.ts";
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

describe("a person's own withdrawal", () => {
  /** Messages of one person, each with what differs, delivered in one webhook, and then the ledger. */
  async function aPerson() {
    const { ctx } = await aTenant();
    const number = await aConnectedNumber(ctx);
    const say = (...messages: readonly object[]) =>
      deliverAndDrain(
        ctx,
        envelope(
          number.wabaId,
          change(number, { messages: messages.map((own) => aText({ ...own })) }),
        ),
      );
    const at = (ago: number, body: string) => ({ timestamp: secondsAgo(ago), text: { body } });
    const marketing = async () => (await ctx.db.query.contacts.findFirst())?.marketing;
    const ledger = async () =>
      (await ctx.db.query.consents.findMany()).map(({ action, state }) => `${action} ${state}`);
    return { ctx, number, say, at, marketing, ledger };
  }

  const tapped = {
    "a button's text": { type: "button", button: { text: "Stop", payload: "p" } },
    "a button's payload": { type: "button", button: { text: "No", payload: "STOP" } },
    "a reply's title": {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "b", title: "Stop" } },
    },
    "a list row's id": {
      type: "interactive",
      interactive: { type: "list_reply", list_reply: { id: "stop", title: "No" } },
    },
    "Meta's own button to opt out": {
      type: "button",
      button: { text: "Stop promotions", payload: "Stop promotions" },
    },
    "a caption": { type: "image", image: { id: "1", caption: "please stop" } },
  };

  test.for(Object.entries(tapped))("may be %s", async ([, own], { expect }) => {
    const { say, ledger } = await aPerson();
    await say(own);
    expect(await ledger()).toEqual(["withdraw withdrawn"]);
  });

  test("is lifted by no tap and by no caption", async ({ expect }) => {
    const { say, at, ledger } = await aPerson();
    await say(at(60, "stop"));
    const starts = JSON.stringify(Object.values(tapped)).replaceAll(/(please )?stop/gi, "start");
    // Safe: it is the list of objects above, with other words.
    await say(...(JSON.parse(starts) as object[]));
    expect(await ledger()).toEqual(["withdraw withdrawn"]);
  });

  test("is all that START lifts: of a person who never withdrew nothing is recorded", async ({
    expect,
  }) => {
    const { say, at, ledger, marketing } = await aPerson();
    await say(at(60, "join"));
    await say(at(50, "alta"), at(40, "start"));
    expect(await ledger()).toEqual([]);
    expect(await marketing()).toBe("unknown");
  });

  test.for([
    ["in one drain", true],
    ["across drains", false],
  ] as const)("holds when an older START comes after it, %s", async ([, isOne], { expect }) => {
    const { say, at, ledger, marketing } = await aPerson();
    await say(at(90, "stop"));
    await say(at(80, "start"));
    const late = [at(20, "stop"), at(30, "start")];
    if (isOne) await say(...late);
    else for (const each of late) await say(each);
    expect(await marketing()).toBe("withdrawn");
    expect(await ledger()).not.toContain("grant withdrawn");
  });

  test("is renewed by each newer STOP, so that no START between them lifts it", async ({
    expect,
  }) => {
    const { say, at, ledger, marketing } = await aPerson();
    await say(at(90, "stop"));
    await say(at(10, "stop"));
    await say(at(50, "start"));
    expect(await marketing()).toBe("withdrawn");
    expect(await ledger()).toEqual(["withdraw withdrawn", "withdraw withdrawn"]);
  });

  test("that is older than their later START is recorded, and START stands", async ({ expect }) => {
    const { ctx, say, at, ledger, marketing } = await aPerson();
    await say(at(90, "stop"));
    await say(at(20, "start"));
    const told = (await eventTypes(ctx)).filter((type) => type.startsWith("consent."));
    await say(at(50, "stop"));
    expect(await marketing()).toBe("granted");
    expect(await ledger()).toEqual(["withdraw withdrawn", "grant granted", "withdraw granted"]);
    expect((await eventTypes(ctx)).filter((type) => type.startsWith("consent."))).toEqual(told);
  });

  test("is not lifted by a START of which nobody knows the time", async ({ expect }) => {
    const { say, at, marketing } = await aPerson();
    await say(at(60, "stop"));
    await say({ timestamp: "0", text: { body: "start" } });
    expect(await marketing()).toBe("withdrawn");
  });

  test("costs three rows more when it is repeated, and reads nobody else's ledger", async ({
    expect,
  }) => {
    const { ctx, number, at } = await aPerson();
    const others = Array.from({ length: 20 }, (_, i) => ({ from: `346007770${i + 10}` }));
    const stops = [{}, ...others].map((own) => aText({ ...at(90, "stop"), ...own }));
    const aMail = (place: number, ...texts: readonly object[]) => ({
      seq: place,
      receivedAtMs: Date.now(),
      body: JSON.stringify({
        entry_id: "1",
        time: null,
        change: change(number, { messages: texts }),
      }),
      r2Key: null,
    });
    await applyMail(ctx, [aMail(1, ...stops)]);
    let seq = 1;
    const costOf = async (own: Readonly<Record<string, unknown>>) => {
      let read = 0;
      const first = withClient(ctx.db, {
        batch: async (statements) => {
          const results = await ctx.db.$client.batch<never>(statements);
          for (const { meta } of results) if (meta.rows_written === 0) read += meta.rows_read;
          return results;
        },
      });
      const mail = [aMail(++seq, aText(own))];
      const written = await rowsWritten({ ...ctx, db: first }, (on) => applyMail(on, mail));
      return { read, written };
    };
    const hello = await costOf(at(80, "hello"));
    const again = await costOf(at(70, "stop"));
    // The act, and its places by contact and by id.
    expect(again.written - hello.written).toBe(3);
    expect(again.read - hello.read).toBeLessThan(others.length / 2);
  });

  test("that the business repeats is lifted by a START that is newer than both", async ({
    expect,
  }) => {
    const { ctx, say, at, marketing } = await aPerson();
    await say(at(60, "stop"));
    const contact = await ctx.db.query.contacts.findFirst();
    const entry = { purpose: "marketing", action: "withdraw", method: "import" } as const;
    const { statements } = appendConsents(ctx, [
      {
        ...entry,
        contactId: contact?.id ?? newId("contact"),
        byPerson: false,
        capturedAtMs: Date.now() - 30_000,
      },
    ]);
    await ctx.db.$client.batch(statements);
    await say(at(40, "start"));
    expect(await marketing()).toBe("withdrawn");
    await say(at(20, "start"));
    expect(await marketing()).toBe("granted");
  });
});
