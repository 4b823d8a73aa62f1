import { describe, test } from "vitest";

import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

const VIP = { field: "tags", op: "contains", value: "vip" };

/** Contacts with one number after the other; every so many of them are VIPs. Their ids, in order. */
async function people(t: TenantFixture, count: number, every: number) {
  const items = Array.from({ length: count }, (_, i) => ({
    phone: phoneOf(i),
    tags: i % every === 0 ? ["vip"] : [],
  }));
  const { body } = await call(t, "POST /contacts/batch", { items });
  return (body["results"] as readonly { readonly id: string }[]).map(({ id }) => id);
}

const phoneOf = (i: number) => `+34601${String(100_000 + i)}`;

describe("/v1/segments", () => {
  test("are made, read, listed, changed and deleted", async ({ expect }) => {
    const t = await aTenant();
    const made = await call(t, "POST /segments", { name: " Regulars ", filter: VIP });
    expect([made.status, made.body]).toMatchObject([201, { name: "Regulars", filter: VIP }]);
    const path = `/segments/${String(made.body["id"])}` as const;
    const read = await call(t, `GET ${path}`);
    expect(read.body).toEqual(made.body);
    expect((await call(t, "GET /segments")).body.data).toEqual([made.body]);
    const ifMatch = { "if-match": String(read.headers.get("etag")) };
    const changed = await call(t, `PATCH ${path}`, { filter: {} }, ifMatch);
    expect([changed.status, changed.body]).toMatchObject([200, { name: "Regulars", filter: {} }]);
    const late = await call(t, `PATCH ${path}`, { name: "Other" }, ifMatch);
    expect([late.status, late.body["code"]]).toEqual([412, "precondition_failed"]);
    expect((await call(t, `DELETE ${path}`)).status).toBe(204);
    expect((await call(t, `GET ${path}`)).status).toBe(404);
  });

  test("no two have a name that differs by case alone", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /segments", { name: "Größe", filter: {} });
    const other = await call(t, "POST /segments", { name: "Other", filter: {} });
    const refused = async (route: Parameters<typeof call>[1], body: object) => {
      const answer = await call(t, route, body);
      return [answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer];
    };
    expect(await refused("POST /segments", { name: "GRÖßE", filter: {} })).toEqual([
      409,
      "name_taken",
      "/name",
    ]);
    expect(await refused(`PATCH /segments/${String(other.body["id"])}`, { name: "größe" })).toEqual(
      [409, "name_taken", "/name"],
    );
    expect(await refused("POST /segments", { name: "x", filter: { field: "age" } })).toEqual([
      400,
      "invalid_request",
      "/filter",
    ]);
  });

  test("a preview counts whoever passes, and shows the newest of them", async ({ expect }) => {
    const t = await aTenant();
    await people(t, 30, 3);
    const preview = (filter: object) => call(t, "POST /segments/preview", { filter });
    const all = await preview({});
    expect([all.status, all.body]).toMatchObject([200, { count: 30, count_is: "exact" }]);
    const some = await preview({ and: [VIP, { field: "phone", op: "ne", value: phoneOf(0) }] });
    expect(some.body).toMatchObject({ count: 9, count_is: "exact" });
    const sample = some.body["sample"] as readonly { readonly phone: string }[];
    expect(sample.map(({ phone }) => phone)).toEqual([27, 24, 21, 18, 15].map(phoneOf));
    expect((await preview({ not: VIP })).body).toMatchObject({ count: 20 });
  });

  test("a list of contacts shows whoever is in it, with a text and a tag too", async ({
    expect,
  }) => {
    const t = await aTenant();
    const [first] = await people(t, 12, 2);
    const filter = { field: "phone", op: "in", value: [phoneOf(0), phoneOf(1)] };
    const made = await call(t, "POST /segments", { name: "Two", filter });
    const found = async (query: string) =>
      (await call(t, `GET /contacts?segment=${String(made.body["id"])}${query}`)).body.data?.map(
        ({ id }) => id,
      );
    expect(await found("")).toHaveLength(2);
    expect(await found("&tag=VIP")).toEqual([first]);
    expect(await found("&q=100000")).toEqual([first]);
    const missing = await call(t, `GET /contacts?segment=${newId("segment")}`);
    expect([missing.status, missing.body.errors?.[0]?.pointer]).toEqual([404, "segment"]);
  });
});
