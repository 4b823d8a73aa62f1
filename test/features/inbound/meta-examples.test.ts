import { describe, test } from "vitest";

import type { InboundChangePage, InboundChangeView } from "#features/inbound/schemas";

import { call } from "../../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import {
  changesOf,
  META_EXAMPLES as examples,
  owned,
  type Json,
} from "../../fixtures/webhooks/meta-examples.ts";
import { aConnectedNumber, deliver, drain } from "../../fixtures/webhooks/meta-webhook.ts";

const wamidsIn = (value: Json): string[] =>
  [...JSON.stringify(value).matchAll(/"(wamid\.evt_[^"]+)"/g)].map((match) => match[1] ?? "");

async function listAll(tenant: TenantFixture): Promise<InboundChangeView[]> {
  const all: InboundChangeView[] = [];
  for (let query = "?limit=100", more = true; more;) {
    const { body } = await call<InboundChangePage>(tenant, `GET /inbound-changes${query}`);
    all.push(...body.data);
    more = body.has_more;
    query = `?limit=100&after=${body.next_cursor}`;
  }
  return all;
}

const CHANGING = new Set(["edit", "revoke"]);

describe.skipIf(examples.length === 0)("Meta's examples", () => {
  test("are answered 200 as they are", { timeout: 120_000 }, async ({ expect }) => {
    for (const [name, body] of examples)
      expect((await deliver(JSON.stringify(body))).status, name).toBe(200);
  });

  test(
    "about a number of ours are found again, item by item",
    { timeout: 120_000 },
    async ({ expect }) => {
      const tenant = await aTenant();
      const number = await aConnectedNumber(tenant.ctx);
      const sent = examples.map(([name, body]) => [name, owned(body, number)] as const);
      for (const [name, body] of sent)
        expect((await deliver(JSON.stringify(body))).status, name).toBe(200);
      await drain(tenant.ctx);
      const listed = await listAll(tenant);
      const raws = new Map(listed.map((change) => [JSON.stringify(change.raw), change]));
      for (const [name, body] of sent)
        for (const change of changesOf(body)) {
          const found = raws.get(JSON.stringify(change));
          expect(found, name).toBeDefined();
          expect(found?.items.flatMap((item) => item.wamid ?? []).toSorted(), name).toEqual(
            wamidsIn(change).toSorted(),
          );
        }
      const stored = listed.flatMap((c) => c.items).filter((item) => item.message_id !== null);
      expect(stored.length).toBeGreaterThan(30);
      for (const item of stored) {
        // An edit and a revocation have an id of their own, and lead to the message that they change.
        const path = CHANGING.has(item.kind)
          ? `/messages/${item.message_id}`
          : `/messages?wamid=${item.wamid}`;
        const { body } = await call(tenant, `GET ${path}`);
        const told = CHANGING.has(item.kind) ? { data: [body] } : body;
        expect([item, told]).toMatchObject([item, { data: [{ id: item.message_id }] }]);
      }
    },
  );
});
