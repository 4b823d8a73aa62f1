import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";

import { call, type Answer } from "../../fixtures/call";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly updated_at: string;
  readonly last_inbound_at: string | null;
}

const listed = (body: Readonly<Record<string, unknown>>) => body["data"] as readonly Listed[];

/** `count` contacts named by their place, every third tagged `third`. */
async function populate(t: TenantFixture, count: number): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    const items = Array.from({ length: Math.min(500, count - from) }, (_, i) => ({
      phone: `+34600${String(from + i).padStart(6, "0")}`,
      name: `n${from + i}`,
      tags: (from + i) % 3 === 0 ? ["Third"] : [],
    }));
    const { body } = await call(t, "POST /contacts/batch", { items });
    if (body["created"] !== items.length) throw new Error(JSON.stringify(body).slice(0, 500));
  }
}

/** Every page of a list, by its cursors. */
async function walk(page: (after: string | null) => Promise<Answer>) {
  const names: string[] = [];
  let pages = 0;
  for (let after: string | null = null; ;) {
    const { body } = await page(after);
    names.push(...listed(body).map(({ name }) => name));
    pages += 1;
    after = body["next_cursor"] as string | null;
    if ((after !== null) !== body["has_more"]) throw new Error("has_more must match next_cursor");
    if (after === null) return { names, pages };
  }
}

const descending = (count: number, step = 1) =>
  Array.from({ length: count }, (_, i) => i)
    .filter((i) => i % step === 0)
    .toReversed()
    .map((i) => `n${i}`);

describe("lists", () => {
  test("every contact is on exactly one page, newest first", async ({ expect }) => {
    const t = await aTenant();
    await populate(t, 25);
    const all = await walk((after) =>
      call(t, `GET /contacts?limit=10${after === null ? "" : `&after=${after}`}`),
    );
    expect(all).toEqual({ names: descending(25), pages: 3 });
    const tagged = await walk((after) =>
      call(t, `GET /contacts?tag=THIRD&limit=4${after === null ? "" : `&after=${after}`}`),
    );
    expect(tagged).toEqual({ names: descending(25, 3), pages: 3 });
  });

  test("updated_after shows what changed since", async ({ expect }) => {
    const t = await aTenant();
    await populate(t, 3);
    const before = listed((await call(t, "GET /contacts")).body);
    const since = before
      .map(({ updated_at }) => updated_at)
      .toSorted()
      .at(-1);
    await call(t, "PATCH /contacts/phone:%2B34600000001", { name: "changed" });
    const { body } = await call(t, `GET /contacts?updated_after=${since}`);
    expect(listed(body).map(({ name }) => name)).toEqual(["changed"]);
  });

  test("a filter is searched in bounded pages that miss nobody", async ({ expect }) => {
    const t = await aTenant();
    await populate(t, 1500);
    const filter = {
      and: [
        { field: "tags", op: "contains", value: "third" },
        { not: { field: "consent.marketing", op: "eq", value: "granted" } },
      ],
    };
    const found = await walk((after) =>
      call(t, "POST /contacts/search", {
        filter,
        limit: 100,
        ...(after === null ? {} : { after }),
      }),
    );
    expect(found.names).toEqual(descending(1500, 3));
    const nobody = { field: "consent.marketing", op: "eq", value: "granted" };
    const first = await call(t, "POST /contacts/search", { filter: nobody });
    expect([listed(first.body), first.body["has_more"]]).toEqual([[], true]);
  });

  test("a cursor works only for the list it was made for", async ({ expect }) => {
    const t = await aTenant();
    await populate(t, 6);
    const { body } = await call(t, "GET /contacts?limit=2");
    const after = String(body["next_cursor"]);
    for (const path of [`/contacts?tag=third&after=${after}`, "/contacts?after=abc"]) {
      const answer = await call(t, `GET ${path}`);
      expect([answer.status, answer.body["code"]]).toEqual([400, "invalid_cursor"]);
    }
  });

  test.for([
    [{ filter: { field: "shoe_size", op: "eq", value: 1 } }, "unknown_field", "/filter/field"],
    [
      { filter: { and: [{ field: "tags", op: "like", value: "x" }] } },
      "unknown_field",
      "/filter/and/0/op",
    ],
    [
      {
        filter: {
          not: {
            not: { not: { not: { not: { not: { field: "tags", op: "exists", value: true } } } } },
          },
        },
      },
      "filter_too_complex",
      "/filter/not/not/not/not/not/not",
    ],
    [{ filter: { field: "tags", op: "contains", value: 7 } }, "invalid_request", "/filter/value"],
    [{}, "invalid_request", "/filter"],
  ] as const)("%j is refused by its pointer", async ([search, code, pointer], { expect }) => {
    const t = await aTenant();
    const { status, body } = await call(t, "POST /contacts/search", search);
    expect([status, body["code"]]).toEqual([code === "invalid_request" ? 400 : 422, code]);
    expect(body["errors"]).toMatchObject([{ pointer }]);
  });
});

test("last_inbound_at is the latest on any number", async ({ expect }) => {
  const t = await aTenant();
  const { db } = t.ctx;
  await populate(t, 2);
  const [row] = await db.query.contacts.findMany({ where: (c, { eq }) => eq(c.name, "n0") });
  if (row === undefined) throw new Error("n0 was created");
  const insertNumber = db.$client.prepare(
    "INSERT INTO numbers (id, kind, name, waba_id, phone_number_id, display_phone_number, status, throughput_mps, created_at, updated_at) VALUES (?1,'sandbox','n','1',?1,'+1','connected',80,0,0)",
  );
  const insertConversation = db.$client.prepare(
    "INSERT INTO conversations (id, contact_id, number_id, status, last_at, last_inbound_at, created_at) VALUES (?1,?2,?3,'open',0,?4,0)",
  );
  const numbers = [t.ctx.newId("number"), t.ctx.newId("number")] as const;
  await db.$client.batch([
    ...numbers.map((id) => insertNumber.bind(id)),
    ...numbers.map((id, i) =>
      insertConversation.bind(conversationIdOf(row.id, id), row.id, id, 1_700_000_000_000 + i),
    ),
  ]);
  const single = await call(t, `GET /contacts/${row.id}`);
  expect(single.body["last_inbound_at"]).toBe("2023-11-14T22:13:20.001Z");
  const list = await call(t, "GET /contacts");
  expect(listed(list.body).map((c) => [c.name, c.last_inbound_at])).toEqual([
    ["n1", null],
    ["n0", "2023-11-14T22:13:20.001Z"],
  ]);
});

test("a look-up by identities reads no more than what it finds", async ({ expect }) => {
  const t = await aTenant();
  await populate(t, 300);
  const plan = await t.ctx.db.$client
    .prepare(
      "EXPLAIN QUERY PLAN SELECT * FROM identities JOIN contacts ON contacts.id = identities.contact_id WHERE (identities.value, identities.kind) IN (SELECT k.value->>'value', k.value->>'kind' FROM json_each(?1) k)",
    )
    .bind("[]")
    .all<{ detail: string }>();
  expect(plan.results.map(({ detail }) => detail).filter((d) => d.startsWith("SCAN"))).toEqual([
    "SCAN k VIRTUAL TABLE INDEX 1:",
  ]);
});
