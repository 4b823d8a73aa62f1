import { describe, test } from "vitest";

import { aKey, call, type Caller, type Route } from "../fixtures/call.ts";
import { until } from "../fixtures/until.ts";

/** A story through the public API alone: queues, objects and the sandbox run by themselves. */

/** The members that the story itself reads on; its expectations look at the rest. */
interface Body {
  readonly id: string;
  readonly access_token: string;
  readonly secret: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly data: readonly unknown[];
  readonly consents: { readonly marketing: string };
}

/** Whoever tells the story: nobody at first, then the owner, then the owner's key. */
let speaker: Caller = { headers: { "content-type": "application/json" } };

function speakAs(token: string): void {
  speaker = { headers: { ...speaker.headers, authorization: `Bearer ${token}` } };
}

/** Make a call once. */
const make = (route: Route, body?: unknown) => call<Body>(speaker, route, body, aKey());

/** Read again and again until the story can go on. */
const eventually = (path: string, holds: (body: Body) => boolean) =>
  until(async () => {
    const { body } = await call<Body>(speaker, `GET ${path}`);
    return holds(body) && body;
  });

describe("the main job", () => {
  test(
    "register → number → contacts → campaign → statuses → reply → STOP",
    { timeout: 90_000 },
    async ({ expect }) => {
      const account = await make("POST /auth/register", {
        full_name: "Ana Almeida",
        email: `ana-${crypto.randomUUID()}@example.com`,
        timezone: "America/Sao_Paulo",
        password: "a long enough password",
        workspace_name: "Padaria Almeida",
        accept_policy: true,
      });
      expect(account.status).toBe(201);
      speakAs(account.body.access_token);
      const key = await make("POST /api-keys", {
        name: "story",
        scopes: [
          "numbers:write",
          "numbers:read",
          "contacts:write",
          "contacts:read",
          "consents:write",
          "templates:write",
          "templates:read",
          "campaigns:write",
          "campaigns:read",
          "campaigns:launch",
          "inbox:read",
          "messages:send",
          "events:read",
          "sandbox:write",
        ],
      });
      speakAs(key.body.secret);

      const number = await make("POST /numbers", { kind: "sandbox", latency_ms: 0 });
      expect(number).toMatchObject({ status: 201, body: { status: "connected", kind: "sandbox" } });

      const consent = {
        purpose: "marketing",
        action: "grant",
        method: "form",
        statement: "Offers on WhatsApp, please.",
      };
      const people = [
        { phone: "+5511987655001", name: "Bruno", tags: ["clients"], consent },
        { phone: "+5511987655002", name: "Carla", tags: ["clients"], consent },
        { phone: "+5511987656007", name: "Davi", tags: ["clients"], consent }, // answers STOP
        { phone: "+5511987656008", name: "Elisa", tags: ["clients"], consent }, // answers with a text
        { phone: "+5511987651026", name: "Fábio", tags: ["clients"], consent }, // undeliverable
        { phone: "+5511987655003", name: "Gil", tags: ["clients"] }, // never agreed
      ];
      const batch = await make("POST /contacts/batch", { items: people });
      expect(batch).toMatchObject({ status: 200, body: { created: 6, failed: 0 } });

      const template = await make("POST /templates", {
        number_id: number.body.id,
        name: "bread",
        language: "pt_BR",
        category: "MARKETING",
        components: [
          {
            type: "BODY",
            text: "Oi {{1}}, hoje tem pão de queijo.",
            example: { body_text: [["Bruno"]] },
          },
        ],
      });
      await make(`POST /templates/${template.body.id}/submit`);
      const approved = await eventually(
        `/templates/${template.body.id}`,
        (t) => t.status === "approved",
      );
      expect(approved).toMatchObject({ status: "approved" });

      const campaign = await make("POST /campaigns", {
        name: "Pão",
        number_id: number.body.id,
        template_id: template.body.id,
        audience: { filter: { field: "tags", op: "contains", value: "clients" } },
        variables: { "body.1": { field: "name", fallback: "cliente" } },
      });
      expect(campaign.status).toBe(201);
      const path = `/campaigns/${campaign.body.id}`;
      const preview = await make(`POST ${path}/audience-preview`);
      expect(preview.body).toMatchObject({ matched: 6, eligible: 5, skipped: { no_consent: 1 } });
      expect((await make(`POST ${path}/launch`)).status).toBe(202);

      const done = await eventually(
        `${path}/progress`,
        ({ status, counts }) =>
          status === "completed" && counts["read"] === 4 && counts["failed"] === 1,
      );
      expect(done).toMatchObject({
        status: "completed",
        planned: 6,
        counts: { queued: 0, sending: 0, read: 4, failed: 1, skipped: 1 },
      });
      const failed = await make(`GET ${path}/recipients?status=failed`);
      expect(failed.body).toMatchObject({ data: [{ error: { meta_code: 131026 } }] });

      const inbox = await eventually(
        "/conversations?unread=true",
        (list) => list.data.length === 2,
      );
      expect(inbox).toMatchObject({ data: [{ unread: 1 }, { unread: 1 }] });

      const davi = await eventually(
        "/contacts/phone:%2B5511987656007",
        (c) => c.consents.marketing === "withdrawn",
      );
      expect(davi).toMatchObject({ consents: { marketing: "withdrawn" } });
      const refused = await make("POST /messages", {
        to: "+5511987656007",
        template: {
          name: "bread",
          language: { code: "pt_BR" },
          components: [{ type: "body", parameters: [{ type: "text", text: "Davi" }] }],
        },
      });
      expect(refused).toMatchObject({ status: 422, body: { code: "consent_required" } });

      const answer = await make("POST /messages", {
        to: "+5511987656008",
        text: { body: "Temos sim!" },
      });
      expect(answer.status).toBe(202);
      const read = await eventually(`/messages/${answer.body.id}`, (m) => m.status === "read");
      expect(read).toMatchObject({ status: "read", direction: "outbound" });

      const ledger = await make("GET /sandbox/ledger/summary");
      expect(ledger.body).toMatchObject({ accepted: 6 });
    },
  );
});
