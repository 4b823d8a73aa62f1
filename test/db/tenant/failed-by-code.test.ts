import { test } from "vitest";

import { prefixOf, messageIdAt } from "#core/campaign/recipient-ids";
import { TENANT_MIGRATIONS } from "#db/tenant/migrations";
import { campaigns, messages } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { aCampaignRow, aMessageRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

test("failures of before are counted by their codes, those that Meta withheld not", async ({
  expect,
}) => {
  const { ctx } = await aTenant();
  const { db } = ctx;
  const failures = [
    { error: { code: 131026 } },
    { error: { code: 131026 } },
    { error: { code: null } },
    { error: { code: 131049 }, skipReason: "meta_131049" },
    { state: "delivered" as const, error: { code: 131047 } },
  ];
  const messagePrefix = prefixOf(newId("message"));
  const [one, other] = [aCampaignRow({ messagePrefix, nFailed: 3 }), aCampaignRow()];
  await db.insert(campaigns).values([one, other]);
  await db.insert(messages).values(
    failures.map((failure, i) =>
      aMessageRow({
        id: messageIdAt(messagePrefix, i),
        campaignId: one.id,
        state: "failed",
        ...failure,
      }),
    ),
  );
  const sql = TENANT_MIGRATIONS.find(({ name }) => name.startsWith("0015"))?.sql ?? "";
  const [, , fill = ""] = sql.split("--> statement-breakpoint");
  await db.$client.prepare(fill).run();
  const rows = await db.query.campaigns.findMany();
  expect(new Map(rows.map((row) => [row.id, row.failedByCode]))).toEqual(
    new Map<string, object>([
      [String(one.id), { 131026: 2, unknown: 1 }],
      [String(other.id), {}],
    ]),
  );
});
