import { describe, test } from "vitest";

import { fileContacts, learnStatements } from "#features/contacts/index";
import { listContacts } from "#features/contacts/list-contacts";

import { call, type Route } from "../../fixtures/call";
import { people, quiet } from "../../fixtures/campaign";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

async function make(t: TenantFixture, body: object): Promise<string> {
  const { body: made } = await call(t, "POST /contacts", body);
  return String(made["id"]);
}

/** The names that a text finds, over all pages. */
async function found(t: TenantFixture, q: string, more = ""): Promise<readonly unknown[]> {
  const names: unknown[] = [];
  for (let after = ""; ;) {
    const route: Route = `GET /contacts?limit=2&q=${encodeURIComponent(q)}${more}${after}`;
    const { status, body } = await call(t, route);
    if (status !== 200) throw new Error(JSON.stringify(body));
    names.push(...(body.data ?? []).map((contact) => contact["name"]));
    if (body.next_cursor === null) return names;
    after = `&after=${String(body.next_cursor)}`;
  }
}

async function filled() {
  const t = await aTenant({ settings: { default_country: "BR" } });
  await make(t, { phone: "+5511987654321", name: "José Souza", tags: ["VIP"] });
  await make(t, { phone: "+5511987650001", name: "Josefa Lima" });
  await make(t, { phone: "+5521912344321", name: "Ana Jôse Joselito" });
  await make(t, { phone: "+34600111222", name: "Bruno" });
  return t;
}

describe("a text with letters", () => {
  test("finds by the beginnings of words, whatever their accents and case, each contact once", async ({
    expect,
  }) => {
    const t = await filled();
    expect(await found(t, "JOSE")).toEqual(["José Souza", "Ana Jôse Joselito", "Josefa Lima"]);
    expect(await found(t, "sou jo")).toEqual(["José Souza"]);
    expect(await found(t, "josé li")).toEqual(["Josefa Lima"]);
    expect(await found(t, "bruno lima")).toEqual([]);
    expect(await found(t, "runo")).toEqual([]);
  });

  test("finds a contact by its name of now, and no more by that of before", async ({ expect }) => {
    const t = await aTenant();
    const id = await make(t, { phone: "+34600111222", name: "Bruno Lopes" });
    await call(t, `PATCH /contacts/${id}`, { name: "Bruna Lopes" });
    expect([await found(t, "bruno"), await found(t, "bruna"), await found(t, "lop")]).toEqual([
      [],
      ["Bruna Lopes"],
      ["Bruna Lopes"],
    ]);
    await call(t, `PATCH /contacts/${id}`, { name: null });
    expect(await found(t, "lop")).toEqual([]);
    const { results } = await t.ctx.db.$client.prepare("SELECT * FROM contact_words").all();
    expect(results).toEqual([]);
  });

  test("finds a name that the person's profile taught, unless the business gave another", async ({
    expect,
  }) => {
    const t = await aTenant();
    const [own, given] = [
      await make(t, { phone: "+34600111222" }),
      await make(t, { phone: "+34600111333", name: "Bruno" }),
    ];
    const learned = [own, given].map((contactId) => ({
      contactId: contactId as `con_${string}`,
      set: { name: "Zoé" },
      identities: [],
    }));
    await t.ctx.db.$client.batch(learnStatements(t.ctx, learned, 1));
    expect([await found(t, "zoe"), await found(t, "bru")]).toEqual([["Zoé"], ["Bruno"]]);
  });

  test("stands beside a tag and an instant", async ({ expect }) => {
    const t = await filled();
    expect(await found(t, "jose", "&tag=vip")).toEqual(["José Souza"]);
    expect(await found(t, "jose", "&updated_after=2100-01-01T00:00:00Z")).toEqual([]);
  });

  test("shows merged contacts once, and both again once they are parted", async ({ expect }) => {
    const t = await aTenant();
    const winner = await make(t, { bsuid: "ES.1000000000000001", name: "Ana Souza" });
    const other = await make(t, { phone: "+34600111222", name: "Ana Lima" });
    await call(t, `POST /contacts/${winner}/merge`, { other });
    expect(await found(t, "ana")).toEqual(["Ana Souza"]);
    expect(await found(t, "1222")).toEqual(["Ana Souza"]);
    await call(t, `POST /contacts/${winner}/unmerge`, { other });
    expect(await found(t, "ana")).toEqual(["Ana Souza", "Ana Lima"]);
  });

  test("finds who was a contact before names were filed", async ({ expect }) => {
    const t = await aTenant();
    await people(t.ctx, 620, (i) => ({ name: `Zoë n${i}` }));
    const { body } = await call(t, "GET /contacts?q=zoe&limit=100");
    expect(body.data).toHaveLength(100);
    while (await fileContacts(quiet(t.ctx)));
    expect(await found(t, "n619")).toEqual(["Zoë n619"]);
  });
});

describe("a text of digits", () => {
  test.for([
    ["+55 11 98765", ["José Souza", "Josefa Lima"].toReversed()],
    ["(11) 9 8765-4321", ["José Souza"]],
    ["11 8765-43", ["José Souza"]],
    ["4321", ["José Souza", "Ana Jôse Joselito"]],
    ["021 91", ["Ana Jôse Joselito"]],
    ["346", ["Bruno"]],
    ["111", []],
  ] as const)(
    "%s finds by the beginning or the ending of the number",
    async ([q, names], { expect }) => {
      const t = await filled();
      expect(await found(t, q)).toEqual(names);
    },
  );
});

test("a text without a letter or digit is refused", async ({ expect }) => {
  const t = await aTenant();
  const { status, body } = await call(t, "GET /contacts?q=%21");
  expect([status, body["code"], body.errors?.[0]?.pointer]).toEqual([400, "invalid_request", "q"]);
});

test("a search reads no more rows of a large workspace than its page holds", async ({ expect }) => {
  const t = await aTenant();
  await people(t.ctx, 2_000, (i) => ({ name: `Ana n${i}`, phone: `+34600${1_000_000 + i}` }));
  while (await fileContacts(quiet(t.ctx)));
  await t.ctx.db.$client.batch([
    t.ctx.db.$client.prepare(
      "INSERT INTO identities (value, kind, contact_id, created_at) SELECT substr(phone, 2), 'phone', id, 1 FROM contacts",
    ),
  ]);
  const cost = (q: string) =>
    rowsRead(t.ctx, (on) => listContacts(on, { q, limit: 25, after: undefined }));
  const costs: number[] = [];
  for (const q of ["ana", "n1999", "+346001", "1999", "ana zzz"]) costs.push(await cost(q));
  // Two rows for each of 26 finds, of a number four; a few for who is found alone; and what is looked at for nothing has an end.
  expect(
    Math.max(...costs.map((rows, i) => rows - ([90, 8, 125, 8, 125][i] ?? 0))),
  ).toBeLessThanOrEqual(0);
});
