import { test } from "vitest";

import { phoneKey } from "#core/contact/phone";
import { TENANT_MIGRATIONS } from "#db/tenant/migrations";
import { identities } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { aTenant } from "../../fixtures/tenant";

test("keys of phones become those of today's numbers, as the rule of core has them", async ({
  expect,
}) => {
  const { ctx } = await aTenant();
  const { db } = ctx;
  const old = ["22997123456", "22541123456", "22545123456", "22507123456", "22521123456"];
  const other = ["229971234567", "34600111222", "5511987654321"];
  const keys = [...old, ...other];
  const row = (value: string) => ({
    value,
    kind: "phone" as const,
    contactId: newId("contact"),
    createdAt: 1,
  });
  await db.insert(identities).values(keys.map(row));
  const taken = row(phoneKey("22998123456"));
  await db.insert(identities).values([taken, row("22998123456")]);
  const sql = TENANT_MIGRATIONS.find(({ name }) => name.startsWith("0007"))?.sql ?? "";
  for (const part of sql.split("--> statement-breakpoint")) await db.$client.prepare(part).run();
  const rows = await db.query.identities.findMany();
  expect(rows.map(({ value }) => value).toSorted()).toEqual(
    [...keys.map(phoneKey), taken.value, "22998123456"].toSorted(),
  );
  expect(rows).toContainEqual(expect.objectContaining(taken));
});
