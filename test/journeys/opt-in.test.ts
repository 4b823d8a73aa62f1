import { describe, test } from "vitest";

import { aKey, call, type Body, type Route } from "../fixtures/call.ts";
import { aTenant } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";

/** From a poster in a shop to an offer, and out again by one tap, through the public API and the sandbox alone. */

const ANA = "+5511912345678";
const STATEMENT = "I agree to offers of the bakery on WhatsApp.";

describe("a person who scans the poster of a shop", () => {
  test(
    "link → keyword → granted → offer sent → tap on the marked button → no offer → asked → confirmed → offer",
    { timeout: 60_000 },
    async ({ expect }) => {
      const shop = await aTenant();
      const make = async (route: Route, body?: unknown) => {
        const answer = await call(shop, route, body, aKey());
        if (answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
        return answer.body;
      };
      const eventually = (path: string, holds: (body: Body) => boolean) =>
        until(async () => {
          const { body } = await call(shop, `GET ${path}`);
          return holds(body) && body;
        });
      const number = await make("POST /numbers", { kind: "sandbox", latency_ms: 0 });
      const hears = (message: object) =>
        make(`POST /sandbox/numbers/${String(number["id"])}/inbound`, { from: ANA, ...message });
      const template = await make("POST /templates", {
        number_id: number["id"],
        name: "bread",
        language: "en",
        category: "MARKETING",
        components: [
          { type: "BODY", text: "Fresh bread is ready." },
          {
            type: "BUTTONS",
            buttons: [{ type: "QUICK_REPLY", text: "Not for me", opt_out: true }],
          },
        ],
      });
      await make(`POST /templates/${String(template["id"])}/submit`);
      await eventually(`/templates/${String(template["id"])}`, (t) => t["status"] === "approved");
      const link = await make("POST /opt-in-links", {
        number_id: number["id"],
        name: "Poster",
        keyword: "BREAD NEWS",
        statement: STATEMENT,
      });

      const text = new URL(String(link["url"])).searchParams.get("text");
      await hears({ type: "text", text: { body: text } });
      const person = await eventually(
        "/contacts/phone:%2B5511912345678",
        (contact) => (contact["consents"] as Body)?.["marketing"] === "granted",
      );
      const { body: ledger } = await call(shop, `GET /contacts/${String(person["id"])}/consents`);
      expect(ledger.data).toMatchObject([
        { action: "grant", statement: STATEMENT, source: link["id"], by_person: true },
      ]);

      const offer = {
        to: ANA,
        template: { name: "bread", language: { code: "en" } },
      };
      const message = await make("POST /messages", offer);
      const sent = await eventually(
        `/messages/${String(message["id"])}`,
        ({ status }) => status === "delivered" || status === "read",
      );
      expect(sent).toMatchObject({ purpose: "marketing" });

      await hears({
        type: "button",
        button: { text: "Not for me", payload: "Not for me" },
        context: { id: sent["wamid"] },
      });
      await eventually(
        "/contacts/phone:%2B5511912345678",
        (contact) => (contact["consents"] as Body)?.["marketing"] === "withdrawn",
      );
      const refused = await call(shop, "POST /messages", offer, aKey());
      expect(refused).toMatchObject({ status: 422, body: { code: "consent_required" } });

      // Ana asks for it again, is asked in turn, and confirms.
      await hears({ type: "text", text: { body: "Do you still have that bread?" } });
      const read = `/contacts/${String(person["id"])}/consents` as const;
      const request = await until(async () => {
        const { status, body } = await call(
          shop,
          `POST ${read}`,
          {
            purpose: "marketing",
            action: "request",
            method: "inbound",
            statement: STATEMENT,
            confirm: { text: "Shall we tell you when there is some?" },
          },
          aKey(),
        );
        return status === 201 && body;
      });
      const question = await eventually(
        `/messages/${String(request["message_id"])}`,
        ({ status }) => status === "delivered" || status === "read",
      );
      expect(question).toMatchObject({ type: "interactive", purpose: "service" });
      // Meta's clock tells whole seconds, and within one the withdrawal wins.
      await scheduler.wait(1_100);
      const { action } = question["content"] as {
        readonly action: { readonly buttons: readonly { readonly reply: object }[] };
      };
      await hears({
        type: "interactive",
        interactive: { type: "button_reply", button_reply: action.buttons[0]?.reply },
        context: { id: question["wamid"] },
      });
      await eventually(
        "/contacts/phone:%2B5511912345678",
        (contact) => (contact["consents"] as Body)?.["marketing"] === "granted",
      );
      const { body: after } = await call(shop, `GET ${read}`);
      expect(after.data?.[0]).toMatchObject({ action: "grant", source: request["id"] });
      await make("POST /messages", offer);
    },
  );
});
