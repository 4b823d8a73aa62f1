import { test } from "vitest";

import { numbers, type templates } from "#db/tenant/schema";
import { listTemplates } from "#features/templates/list-templates";
import { newId } from "#platform/ids";

import { call, type Route } from "../../fixtures/call";
import { aNumberRow } from "../../fixtures/message-rows";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

type Row = typeof templates.$inferInsert;

async function plant(t: TenantFixture, rows: readonly Partial<Row>[]): Promise<void> {
  const list = rows.map((row, i) => ({
    id: newId("template"),
    name: `t_${i}`,
    waba: "1001",
    ...row,
  }));
  await t.ctx.db.$client
    .prepare(
      `INSERT INTO templates (id, waba_id, number_id, name, language, category, parameter_format, components, status, created_at, updated_at)
       SELECT value->>'id', coalesce(value->>'wabaId', '1001'), 'num_x', value->>'name', coalesce(value->>'language', 'en'),
         coalesce(value->>'category', 'UTILITY'), 'POSITIONAL', '[]', coalesce(value->>'status', 'approved'), 1, 1 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(list))
    .run();
}

async function found(t: TenantFixture, query: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (let after = ""; ;) {
    const route: Route = `GET /templates?limit=1&${query}${after}`;
    const { status, body } = await call(t, route);
    if (status !== 200) throw new Error(JSON.stringify(body));
    names.push(...(body.data ?? []).map(({ name }) => String(name)));
    if (body.next_cursor === null) return names.toSorted();
    after = `&after=${String(body.next_cursor)}`;
  }
}

test("templates are found by status, category, language, the beginning of the name, and number", async ({
  expect,
}) => {
  const t = await aTenant();
  const number = aNumberRow({ wabaId: "2002" });
  await t.ctx.db.insert(numbers).values(number);
  await plant(t, [
    { name: "order_sent", status: "draft" },
    { name: "order_paid", category: "MARKETING", language: "pt_BR" },
    { name: "sale_100%", wabaId: "2002" },
  ]);
  expect(await found(t, "")).toEqual(["order_paid", "order_sent", "sale_100%"]);
  expect(await found(t, "status=draft")).toEqual(["order_sent"]);
  expect(await found(t, "status=approved")).toEqual(["order_paid", "sale_100%"]);
  expect(await found(t, "category=MARKETING")).toEqual(["order_paid"]);
  expect(await found(t, "language=pt_BR&name=order_")).toEqual(["order_paid"]);
  expect(await found(t, "name=order")).toEqual(["order_paid", "order_sent"]);
  expect(await found(t, "name=%25")).toEqual([]);
  expect(await found(t, `number=${number.id}`)).toEqual(["sale_100%"]);
});

test.for([
  ["status=x", 400, "status"],
  ["category=x", 400, "category"],
  ["number=x", 400, "number"],
  [`number=${newId("number")}`, 404, "number"],
] as const)("%s is refused by its name", async ([query, code, pointer], { expect }) => {
  const t = await aTenant();
  const { status, body } = await call(t, `GET /templates?${query}`);
  expect([status, body.errors?.[0]?.pointer]).toEqual([code, pointer]);
});

test("a page reads no more rows of many templates than of few", async ({ expect }) => {
  const t = await aTenant();
  await plant(
    t,
    Array.from({ length: 2_500 }, () => ({})),
  );
  const cost = (query: object) =>
    rowsRead(t.ctx, (on) => listTemplates(on, { limit: 25, after: undefined, ...query }));
  expect(await cost({})).toBeLessThanOrEqual(100);
  expect(await cost({ status: "draft" })).toBeLessThanOrEqual(4_000);
});
