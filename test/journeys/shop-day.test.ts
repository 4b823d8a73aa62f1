import { Webhook } from "standardwebhooks";
import { describe, test } from "vitest";

import { conversations } from "#db/tenant/schema";

import { aKey, call, type Body, type Route } from "../fixtures/call.ts";
import { aTenant } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";
import { aHost, aWebhook } from "../fixtures/webhooks.ts";

/** A day of a shop: what an owner set up, a person who comes from an ad, and an integrator who follows by webhook and feed. */

type Json = Readonly<Record<string, unknown>>;
const ANA = "+5511912345678";
const DAY_MS = 86_400_000;

const WELCOME = {
  name: "Welcome",
  kind: "flow",
  trigger: { type: "referral" },
  settings: { debounce_ms: 0 },
  start: "hello",
  steps: {
    hello: {
      type: "buttons",
      text: "Hello {{contact.name|there}}! What shall it be?",
      buttons: [
        { id: "order", title: "An order", next: "thanks" },
        { id: "person", title: "A person", next: "people" },
      ],
    },
    thanks: { type: "message", text: "Tell us what you want.", next: "bye" },
    bye: { type: "end" },
    people: { type: "handoff", text: "Somebody will be with you." },
  },
  tests: [
    {
      name: "wants a person",
      messages: [
        { text: "Hi", from_ad: "120226305854810726", expect: ["Hello Ana! What shall it be?"] },
        { press: "person", expect: ["Somebody will be with you."] },
      ],
      contact: { name: "Ana" },
    },
  ],
};

describe("a shop's day", () => {
  test(
    "ad → welcome flow → handoff → quick reply → follow-up → closed window → template → STOP → silence",
    { timeout: 120_000 },
    async ({ expect }) => {
      const shop = await aTenant();
      const host = aHost();
      const make = async (route: Route, body?: unknown) => {
        const answer = await call(shop, route, body, aKey());
        if (answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
        return answer.body;
      };
      const read = async (path: string) => (await call(shop, `GET ${path}`)).body;
      const rows = async (path: string) => ((await read(path)).data ?? []) as readonly Body[];
      const eventually = (path: string, holds: (body: Body) => boolean) =>
        until(async () => {
          const body = await read(path);
          return holds(body) && body;
        });

      // Before the shop opens.
      const hook = await aWebhook(shop, host, { types: ["*"] });
      const number = await make("POST /numbers", { kind: "sandbox", latency_ms: 0 });
      const template = await make("POST /templates", {
        number_id: number["id"],
        name: "follow_up",
        language: "en",
        category: "UTILITY",
        components: [{ type: "BODY", text: "Your order is still waiting for you at the counter." }],
      });
      await make(`POST /templates/${String(template["id"])}/submit`);
      await eventually(`/templates/${String(template["id"])}`, (t) => t["status"] === "approved");
      const flow = await make("POST /automations", WELCOME);
      await make(`POST /automations/${String(flow["id"])}/publish`);
      const reply = await make("POST /quick-replies", {
        shortcut: "hi",
        text: "Hi {{contact.first_name|there}}, how can I help?",
      });

      const write = (message: Json) =>
        make(`POST /sandbox/numbers/${String(number["id"])}/inbound`, {
          from: ANA,
          name: "Ana Lima",
          ...message,
        });
      const outbound = async () =>
        (await rows("/messages?direction=outbound&limit=100")).toReversed();
      const sent = (count: number) =>
        until(async () => {
          const messages = await outbound();
          const done = messages.filter(({ status }) =>
            ["sent", "delivered", "read"].includes(String(status)),
          );
          return done.length >= count && messages;
        });

      // Ana comes from an ad, and the flow greets her.
      await write({
        type: "text",
        text: { body: "Hi" },
        referral: {
          source_type: "ad",
          source_id: "120226305854810726",
          source_url: "https://fb.me/x",
        },
      });
      const [welcome] = await sent(1);
      expect(welcome).toMatchObject({
        type: "interactive",
        sent_by: { kind: "automation", id: flow["id"] },
      });

      // She wants a person: the flow steps back.
      await write({
        type: "interactive",
        interactive: { type: "button_reply", button_reply: { id: "person", title: "A person" } },
        context: { id: welcome?.["wamid"] },
      });
      await sent(2);
      const [talk] = await rows("/conversations");
      const talkId = String(talk?.["id"]);
      await eventually(`/conversations/${talkId}`, (c) => c["bot_active"] === false);

      // An agent answers with a quick reply, and schedules a follow-up.
      const words = await make(`POST /quick-replies/${String(reply["id"])}/render`, {
        conversation_id: talkId,
      });
      expect(words["text"]).toBe("Hi Ana, how can I help?");
      await make("POST /messages", { to: ANA, text: { body: words["text"] } });
      await sent(3);
      const followUp = await make("POST /messages", {
        to: ANA,
        text: { body: "Shall we keep your order?" },
        send_at: new Date(Date.now() + 4_000).toISOString(),
        on_window_closed: { template: { name: "follow_up", language: { code: "en" } } },
      });
      expect(followUp["status"]).toBe("scheduled");

      // Meanwhile the window closes: the template goes in its place.
      await shop.ctx.db.update(conversations).set({ lastInboundAt: Date.now() - DAY_MS });
      const instead = await eventually(`/messages/${String(followUp["id"])}`, (m) =>
        ["sent", "delivered", "read"].includes(String(m["status"])),
      );
      expect(instead).toMatchObject({ type: "template", content: { name: "follow_up" } });

      // Another one waits when Ana says STOP: it is not sent, nor is anything else by itself.
      const offer = await make("POST /messages", {
        to: ANA,
        text: { body: "And bread is cheap today." },
        purpose: "marketing",
        send_at: new Date(Date.now() + 8_000).toISOString(),
      }).catch((error: unknown) => error);
      expect(String(offer)).toContain("consent_required");
      await make(`POST /contacts/${encodeURIComponent(`phone:${ANA}`)}/consents`, {
        purpose: "marketing",
        action: "grant",
        method: "verbal",
        statement: "Offers on WhatsApp, please.",
      });
      await write({ type: "text", text: { body: "Back again" } });
      await eventually(`/conversations/${talkId}`, (c) => c["window"] === "open");
      const promotion = await make("POST /messages", {
        to: ANA,
        text: { body: "And bread is cheap today." },
        purpose: "marketing",
        send_at: new Date(Date.now() + 6_000).toISOString(),
      });
      await write({ type: "text", text: { body: "STOP" } });
      await eventually(
        `/contacts/${encodeURIComponent(`phone:${ANA}`)}`,
        ({ consents }) => (consents as Json)["marketing"] === "withdrawn",
      );
      const skipped = await eventually(
        `/messages/${String(promotion["id"])}`,
        ({ status }) => status !== "scheduled" && status !== "queued",
      );
      expect(skipped["status"]).toBe("skipped");
      expect(await outbound()).toHaveLength(5);
      const ledger = await read("/sandbox/ledger/summary");
      expect(ledger).toMatchObject({ accepted: 4, refused_by_code: {} });

      // The integrator heard of everything once, by webhook as by the feed, under the same ids, signed.
      const feed = await until(async () => {
        const told = await rows("/events?after=0&limit=100");
        const more = await rows(`/events?after=${told.length}&limit=100`);
        const ids = [...told, ...more].map(({ id }) => String(id));
        const posted = new Set(host.posts.map(({ headers }) => headers.get("webhook-id")));
        return ids.every((id) => posted.has(id)) && ids;
      });
      const posted = host.posts.map(({ headers }) => headers.get("webhook-id") ?? "");
      expect(posted.toSorted()).toEqual(feed.toSorted());
      for (const { body, headers } of host.posts)
        expect(new Webhook(hook.secret).verify(body, Object.fromEntries(headers))).toMatchObject({
          id: headers.get("webhook-id"),
        });
    },
  );
});
