import { createRoute, z } from "@hono/zod-openapi";
import { describe, test } from "vitest";

import { app } from "#app";
import { bodyLimit, jsonBody, openJsonBody } from "#platform/http/body";
import { json } from "#platform/http/contract";
import {
  deprecationsOf,
  goesAway,
  memberGoesAway,
  tellDeprecation,
} from "#platform/http/deprecation";
import { findOperation } from "#platform/http/operation";
import { newRouter } from "#platform/http/router";

const NEXT_YEAR = { since: "2027-01-31", sunset: "2027-09-01", link: "/docs#new-way" };
const SOONER = { since: "2027-02-28", sunset: "2027-06-01", link: "https://waqtor.example/news" };

const Query = z.strictObject({
  page: memberGoesAway(
    z.string().optional().openapi({ description: "Old.", example: "2" }),
    SOONER,
  ),
  after: z.string().optional(),
});
const Body = z.strictObject({
  fax: memberGoesAway(z.string().optional(), NEXT_YEAR),
  phone: z.string().optional(),
});
const ok = { 200: { description: "Well", ...json(z.object({ ok: z.boolean() })) } };

/** An API in which things go away. */
function anApp() {
  const small = newRouter();
  small.use(findOperation(small), tellDeprecation, bodyLimit, openJsonBody, jsonBody);
  small.openapi(
    createRoute({ method: "get", path: "/old", responses: ok, ...goesAway(NEXT_YEAR) }),
    (c) => c.json({ ok: true }, 200),
  );
  small.openapi(
    createRoute({
      method: "get",
      path: "/both",
      request: { query: Query },
      responses: ok,
      ...goesAway(NEXT_YEAR),
    }),
    (c) => {
      c.header("link", '</next>; rel="next"');
      return c.json({ ok: true }, 200);
    },
  );
  small.openapi(
    createRoute({
      method: "post",
      path: "/people",
      request: { body: { required: true, ...json(Body) } },
      responses: ok,
    }),
    (c) => c.json({ ok: true }, 200),
  );
  return small;
}

async function told(path: string, body?: object) {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const { headers } = await anApp().request(path, body && init);
  return ["deprecation", "sunset", "link"].map((name) => headers.get(name));
}

const NOTHING = [null, null, null];

describe("what goes away", () => {
  test("is told with its days and the page that says what to do", async ({ expect }) => {
    expect(await told("/old")).toEqual([
      "@1801353600",
      "Wed, 01 Sep 2027 00:00:00 GMT",
      '</docs#new-way>; rel="deprecation"; type="text/html"',
    ]);
  });

  test("is told of a member to who gives it, and to nobody else", async ({ expect }) => {
    expect(await told("/people", { phone: "+1" })).toEqual(NOTHING);
    expect(await told("/people", { fax: "+1" })).toEqual(await told("/old"));
  });

  test("is told by the end that comes first, beside other links", async ({ expect }) => {
    expect(await told("/both?page=2")).toEqual([
      "@1803772800",
      "Tue, 01 Jun 2027 00:00:00 GMT",
      [
        '</next>; rel="next"',
        '<https://waqtor.example/news>; rel="deprecation"; type="text/html"',
        '</docs#new-way>; rel="deprecation"; type="text/html"',
      ].join(", "),
    ]);
    expect(await told("/both?after=x")).toEqual([
      ...(await told("/old")).slice(0, 2),
      '</next>; rel="next", </docs#new-way>; rel="deprecation"; type="text/html"',
    ]);
  });

  test("is told to who is refused, too", async ({ expect }) => {
    expect(await told("/people", { fax: "+1", telex: "1" })).toEqual(await told("/old"));
  });

  test("is marked in the document", ({ expect }) => {
    const { paths = {} } = anApp().getOpenAPI31Document({
      openapi: "3.1.0",
      info: { title: "Small", version: "1" },
    });
    expect(paths["/old"]?.get).toMatchObject({ deprecated: true, "x-deprecation": NEXT_YEAR });
    expect(JSON.stringify(paths["/both"]?.get?.parameters)).toContain('"deprecated":true');
    expect(JSON.stringify(paths["/people"]?.post?.requestBody)).toContain('"deprecated":true');
  });

  test("has days, and does not go before it was told", ({ expect }) => {
    expect(() => goesAway({ ...NEXT_YEAR, sunset: "2027-01-30" })).toThrow(RangeError);
    expect(() => goesAway({ ...NEXT_YEAR, since: "next year" })).toThrow(RangeError);
  });
});

test("nothing of our API stays behind its end", ({ expect }) => {
  const today = new Date().toISOString().slice(0, 10);
  const late = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === "route"
      ? [...deprecationsOf(definition.route)]
          .filter(([, { sunset }]) => sunset < today)
          .map(([name]) => `${definition.route.method} ${definition.route.path} ${name ?? ""}`)
      : [],
  );
  expect(late).toEqual([]);
});
