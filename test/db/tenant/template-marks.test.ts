import { test } from "vitest";

import { marksOn } from "#core/template/marks";
import { TENANT_MIGRATIONS } from "#db/tenant/migrations";
import { templates } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { aTenant } from "../../fixtures/tenant";

test("what stood in the place of a status becomes a mark beside it", async ({ expect }) => {
  const { ctx } = await aTenant();
  const { db } = ctx;
  const was = ["flagged", "locked", "pending_deletion", "paused"];
  for (const [i, status] of was.entries())
    await db.insert(templates).values({
      id: newId("template"),
      wabaId: "1",
      numberId: newId("number"),
      name: `t${i}`,
      language: "en",
      category: "UTILITY",
      parameterFormat: "POSITIONAL",
      components: [],
      // Safe: earlier versions wrote such.
      status: status as "paused",
      createdAt: 1,
      updatedAt: 7,
    });
  const sql = TENANT_MIGRATIONS.find(({ name }) => name.endsWith("_template_marks.sql"))?.sql ?? "";
  await db.$client.prepare(sql.split("--> statement-breakpoint")[1] ?? "").run();
  const rows = await db.query.templates.findMany({ orderBy: templates.name });
  expect(rows.map(({ status, marks }) => [status, ...marksOn(marks)])).toEqual([
    ["approved", "flagged"],
    ["approved", "locked"],
    ["approved", "pending_deletion"],
    ["paused"],
  ]);
  expect(rows[0]?.marks).toEqual({ flagged: { at: 7, on: true } });
});
