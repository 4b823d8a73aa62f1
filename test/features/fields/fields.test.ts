import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { planContactPatch } from "#features/contacts/index";
import { commit } from "#platform/commit";

import { call, type Route } from "../../fixtures/call";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import { fetchApi } from "../../http/fetch-api";

const PHONE = "+34600111222";

const refused = async (t: TenantFixture, route: Route, body: object) => {
  const answer = await call(t, route, body);
  return [answer.status, answer.body["code"], answer.body.errors?.[0]];
};

async function declare(t: TenantFixture, body: object): Promise<string> {
  const made = await call(t, "POST /fields", body);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return String(made.body["id"]);
}

describe("/v1/fields", () => {
  test("are declared, read, listed, changed and deleted", async ({ expect }) => {
    const t = await aTenant();
    const body = { key: "tier", type: "choice", choices: ["Gold", "gold ", "Silver"] };
    const made = await call(t, "POST /fields", body);
    expect([made.status, made.body]).toMatchObject([
      201,
      { key: "tier", label: "tier", type: "choice", choices: ["Gold", "Silver"], pii: false },
    ]);
    const path = `/fields/${String(made.body["id"])}` as const;
    const read = await call(t, `GET ${path}`);
    expect(read.body).toEqual(made.body);
    expect((await call(t, "GET /fields")).body.data).toEqual([made.body]);
    const ifMatch = { "if-match": String(read.headers.get("etag")) };
    const changed = await call(t, `PATCH ${path}`, { label: "Tier", pii: true }, ifMatch);
    expect(changed.body).toMatchObject({ label: "Tier", pii: true, choices: ["Gold", "Silver"] });
    const late = await call(t, `PATCH ${path}`, { label: "x" }, ifMatch);
    expect([late.status, late.body["code"]]).toEqual([412, "precondition_failed"]);
    expect((await call(t, `DELETE ${path}`)).status).toBe(204);
    expect((await call(t, `GET ${path}`)).status).toBe(404);
  });

  test("are refused where they could not be meant", async ({ expect }) => {
    const t = await aTenant();
    await declare(t, { key: "age", type: "number" });
    const post = (body: object) => refused(t, "POST /fields", body);
    expect(await post({ key: "age", type: "text" })).toMatchObject([
      409,
      "name_taken",
      { pointer: "/key" },
    ]);
    for (const [key, code] of [
      ["__proto__", "forbidden_key"],
      ["a/b", "invalid_key"],
      ["k".repeat(65), "invalid_key"],
    ])
      expect(await post({ key, type: "text" })).toMatchObject([
        400,
        code === "forbidden_key" ? code : "invalid_request",
        { pointer: "/key", code },
      ]);
    for (const rest of [{ type: "choice" }, { type: "text", choices: ["a"] }])
      expect(await post({ key: "tier", ...rest })).toMatchObject([
        400,
        "invalid_request",
        { pointer: "/choices" },
      ]);
  });

  test("hundred may be declared", async ({ expect }) => {
    const t = await aTenant();
    const { $client } = t.ctx.db;
    await $client
      .prepare(
        `INSERT INTO contact_fields (id, "key", label, type, choices, pii, created_at, updated_at)
         SELECT 'fld_' || value, 'k' || value, 'k', 'text', '[]', 0, 1, 1 FROM json_each(?1)`,
      )
      .bind(JSON.stringify(Array.from({ length: 100 }, (_, i) => i)))
      .run();
    expect(await refused(t, "POST /fields", { key: "one more", type: "text" })).toEqual([
      409,
      "invalid_state",
      undefined,
    ]);
  });

  test("take no type that a value stands against, and say how many do", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts/batch", {
      items: ["7", 7, true, null].map((age, i) => ({ phone: `+3460011122${i}`, fields: { age } })),
    });
    const mismatch = { status: 409, body: { code: "field_mismatch" } };
    expect(await call(t, "POST /fields", { key: "age", type: "number" })).toMatchObject({
      ...mismatch,
      body: { contacts: 2, errors: [{ pointer: "/type" }] },
    });
    for (const phone of ["+34600111220", "+34600111222"])
      await call(t, `PATCH /contacts/phone:${encodeURIComponent(phone)}`, { fields: { age: 8 } });
    const id = await declare(t, { key: "age", type: "number" });
    expect(await call(t, `PATCH /fields/${id}`, { type: "text" })).toMatchObject({
      status: 409,
      body: { code: "field_mismatch", contacts: 3 },
    });
    expect((await call(t, `GET /fields/${id}`)).body).toMatchObject({ type: "number" });
  });
});

describe("a value of a declared field", () => {
  /** Every way in through the API, with a value under `birthday`. */
  async function everyWay(t: TenantFixture, birthday: unknown) {
    const fields = { birthday };
    const path = `/contacts/phone:${encodeURIComponent(PHONE)}` as const;
    const batch = await call(t, "POST /contacts/batch", {
      items: [{ phone: PHONE, fields }],
      on_conflict: "update",
    });
    return {
      create: await refused(t, "POST /contacts", { phone: "+34600999888", fields }),
      upsert: await refused(t, `PUT ${path}`, { fields }),
      update: await refused(t, `PATCH ${path}`, { fields }),
      batch: (batch.body["results"] as readonly { readonly error?: object }[])[0]?.error,
    };
  }

  test("is of its type on every way in; what is not declared is free", async ({ expect }) => {
    const t = await aTenant();
    await declare(t, { key: "birthday", type: "date" });
    await call(t, "POST /contacts", { phone: PHONE, fields: { birthday: "2000-02-29" } });
    const fault = { pointer: "/fields/birthday", code: "invalid_date" };
    const refusal = [422, "invalid_field", fault];
    expect(await everyWay(t, "2001-02-29")).toMatchObject({
      create: refusal,
      upsert: refusal,
      update: refusal,
      batch: { code: "invalid_field", pointer: "/items/0/fields/birthday" },
    });
    const kept = await call(t, `GET /contacts/phone:${encodeURIComponent(PHONE)}`);
    expect(kept.body["fields"]).toEqual({ birthday: "2000-02-29" });
    const free = { nickname: 7, birthday: null };
    const changed = await call(t, `PATCH /contacts/phone:${encodeURIComponent(PHONE)}`, {
      fields: free,
    });
    expect(changed.body["fields"]).toEqual({ nickname: 7 });
  });

  test("is read from what an automation heard, and left as it is when it does not fit", async ({
    expect,
  }) => {
    const t = await aTenant();
    await declare(t, { key: "age", type: "number" });
    await declare(t, { key: "mail", type: "email" });
    const { body } = await call(t, "POST /contacts", { phone: PHONE, fields: { age: 1 } });
    const hears = async (fields: Record<string, string>) => {
      const act = await planContactPatch(t.ctx, body["id"] as Id<"contact">, () => ({ fields }));
      await commit(t.ctx, act);
      return (await call(t, `GET /contacts/${String(body["id"])}`)).body["fields"];
    };
    expect(await hears({ age: " 42 ", mail: "Ana@Example.COM", free: "x" })).toEqual({
      age: 42,
      mail: "Ana@example.com",
      free: "x",
    });
    expect(await hears({ age: "forty", mail: "a@b", free: "y" })).toEqual({
      age: 42,
      mail: "Ana@example.com",
      free: "y",
    });
  });

  test("never stands against a declaration that was made at the same time", async ({ expect }) => {
    const t = await aTenant();
    const contact = { phone: PHONE, fields: { age: "old" } };
    const [declared, made] = await Promise.all([
      call(t, "POST /fields", { key: "age", type: "number" }),
      call(t, "POST /contacts", contact),
    ]);
    // One of the two was first, and the other was refused.
    const statuses = [declared.status, made.status];
    expect(statuses.toSorted((a, b) => a - b)).toSatisfy(
      ([won, lost]: readonly number[]) => won === 201 && (lost === 409 || lost === 422),
    );
  });
});

describe("values of every kind", () => {
  test("e-mails are normalised or refused, and name nobody", async ({ expect }) => {
    const t = await aTenant();
    await declare(t, { key: "mail", type: "email" });
    const post = (mail: string, phone: string) =>
      call(t, "POST /contacts", { phone, fields: { mail } });
    for (const mail of ["a@b", '"x"@y.z', "ana@bücher.example", `${"a".repeat(320)}@example.com`])
      expect((await post(mail, PHONE)).body).toMatchObject({
        code: "invalid_field",
        errors: [{ pointer: "/fields/mail", code: "invalid_email" }],
      });
    const [one, two] = [await post("X@Y.Z.Com", PHONE), await post("X@y.z.com", "+34600111223")];
    expect([one.status, two.status, one.body["fields"]]).toEqual([201, 201, { mail: "X@y.z.com" }]);
  });

  test("tags are few, one for each fold, and fit into a list", async ({ expect }) => {
    const t = await aTenant();
    const post = (tags: readonly string[]) => refused(t, "POST /contacts", { phone: PHONE, tags });
    const many = Array.from({ length: 1_000 }, (_, i) => `t${i}`);
    expect(await post(many)).toMatchObject([400, "invalid_request", { pointer: "/tags" }]);
    expect(await post(["a,b"])).toMatchObject([400, "invalid_request", { pointer: "/tags/0" }]);
    expect(await post(["ok", "a\nb"])).toMatchObject([
      400,
      "invalid_request",
      { pointer: "/tags/1" },
    ]);
    const made = await call(t, "POST /contacts", { phone: PHONE, tags: ["VIP", "vip", "Vip "] });
    expect(made.body["tags"]).toEqual(["VIP"]);
  });

  test("keys and sizes of fields end somewhere", async ({ expect }) => {
    const t = await aTenant();
    const body = (fields: string) => `{"phone":"${PHONE}","fields":${fields}}`;
    const post = async (fields: string) => {
      const response = await fetchApi("https://waqtor.test/v1/contacts", {
        method: "POST",
        headers: { ...t.headers, "content-type": "application/json" },
        body: body(fields),
      });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await post('{"__proto__":"x"}')).toEqual([400, "forbidden_key"]);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 1]));
    expect(await post(JSON.stringify(many))).toEqual([400, "invalid_request"]);
    expect(await post(`{"k":"${"x".repeat(1_000_000)}"}`)).toEqual([400, "invalid_request"]);
    expect(await post(`{"k":"${"x".repeat(1_100_000)}"}`)).toEqual([413, "body_too_large"]);
  });
});
