import { describe, test } from "vitest";

import type { Event } from "../../client/src/index.ts";
import { clientAs } from "./caller.ts";

const BRUNO = "+5511987656008"; // a sandbox person who answers

describe("the published client", () => {
  test(
    "tells the story of the README: register, contact, consent, campaign, events, answer",
    { timeout: 90_000 },
    async ({ expect }) => {
      const account = await clientAs().post("/v1/auth/register", {
        body: {
          full_name: "Ana Almeida",
          email: `ana-${crypto.randomUUID()}@example.com`,
          timezone: "America/Sao_Paulo",
          password: "a long enough password",
          workspace_name: "Padaria Almeida",
          accept_policy: true,
        },
      });
      const owner = clientAs(account.access_token);
      const { data: scopes } = await owner.get("/v1/scopes");
      const key = await owner.post("/v1/api-keys", {
        body: { name: "story", scopes: scopes.map(({ scope }) => scope) },
      });
      const waqtor = clientAs(key.secret ?? "");

      const number = await waqtor.post("/v1/numbers", { body: { kind: "sandbox", latency_ms: 0 } });
      expect(number).toMatchObject({ kind: "sandbox", status: "connected" });

      const contact = await waqtor.post("/v1/contacts", {
        body: { phone: BRUNO, name: "Bruno", tags: ["clients"] },
      });
      const consent = await waqtor.post("/v1/contacts/{contact}/consents", {
        params: { path: { contact: `phone:${BRUNO}` } },
        body: {
          purpose: "marketing",
          action: "grant",
          method: "form",
          statement: "I agree to offers on WhatsApp.",
        },
      });
      expect(consent).toMatchObject({ contact_id: contact.id, state: "granted" });

      const events = waqtor.events({ after: 0 });
      const until = async (holds: (event: Event) => boolean): Promise<Event> => {
        for (;;) {
          const { value, done } = await events.next();
          if (done === true) throw new Error("the events ended");
          if (holds(value)) return value;
        }
      };
      const first = await until(() => true);
      expect(first).toMatchObject({ seq: 1, type: "number.connected" });

      const template = await waqtor.post("/v1/templates", {
        body: {
          number_id: number.id,
          name: "bread",
          language: "en",
          category: "MARKETING",
          components: [
            {
              type: "BODY",
              text: "Hi {{1}}, fresh bread is ready.",
              example: { body_text: [["Bruno"]] },
            },
            { type: "FOOTER", text: "Reply STOP to opt out" },
          ],
        },
      });
      const path = { id: template.id };
      await waqtor.post("/v1/templates/{id}/submit", { params: { path } });
      await until(({ type }) => type === "template.approved");

      const campaign = await waqtor.post("/v1/campaigns", {
        body: {
          name: "Bread",
          number_id: number.id,
          template_id: template.id,
          audience: { filter: { field: "tags", op: "contains", value: "clients" } },
          variables: { "body.1": { field: "name", fallback: "there" } },
        },
      });
      await waqtor.post("/v1/campaigns/{id}/launch", { params: { path: { id: campaign.id } } });
      const completed = await until(({ type }) => type === "campaign.completed");
      expect(completed.data).toMatchObject({ campaign_id: campaign.id });
      const answer = await until(({ type }) => type === "message.received");
      expect(answer.data).toMatchObject({ contact_id: contact.id });
      await events.return();

      const message = await waqtor.post("/v1/messages", {
        body: { to: BRUNO, text: { body: "Yes, until six." } },
      });
      expect(message).toMatchObject({ direction: "outbound", purpose: "service" });
      const sent: string[] = [];
      const query = { direction: "outbound", limit: 1 } as const;
      for await (const { id } of waqtor.pages("/v1/messages", { params: { query } })) sent.push(id);
      expect(sent).toEqual([message.id, expect.stringMatching(/^msg_/)]);
    },
  );
});
