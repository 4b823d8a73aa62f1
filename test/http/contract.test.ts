import type { RouteConfig } from "@hono/zod-openapi";
import { describe, test } from "vitest";

import { app } from "#app";
import { ID_PREFIXES, isId, type Kind } from "#core/ids";
import { newRouter } from "#platform/http/router";

import { membersOf, type Member } from "./members.ts";
import { document, OPERATIONS, type Operation, type Schema } from "./operations.ts";

/** The schemas of what an operation answers when it does what was asked. */
const answersOf = ({ responses }: Operation): readonly Schema[] =>
  Object.entries(responses).flatMap(([status, response]) => {
    const schema = response.content?.["application/json"]?.schema;
    return status.startsWith("2") && schema !== undefined ? [schema] : [];
  });

/** Every member of the schemas that the operations have, by where it stands; each one once. */
function everyMember(schemasOf: (operation: Operation) => readonly Schema[]): readonly Member[] {
  const seen = new Set<string>();
  return OPERATIONS.flatMap((operation) =>
    schemasOf(operation).flatMap((schema) =>
      membersOf(schema, operation.operationId ?? operation.path, seen),
    ),
  );
}

const ANSWERED = everyMember(answersOf);
const ASKED = everyMember(({ body }) => (body === undefined ? [] : [body]));
const PARAMETERS = OPERATIONS.flatMap(({ operationId, parameters }) =>
  parameters.map((parameter) => ({ ...parameter, path: `${operationId}.${parameter.name}` })),
);

/** What an answer leaves out when there is nothing to say. */
const NOT_ALWAYS_THERE = [
  "Campaign.audience.contacts_count",
  "Campaign.audience.filter",
  "Campaign.variables.*.fallback",
  "ContactBatch.results[].error",
  "ContactBatch.results[].id",
  "InboundChange.items[].timestamp_replaced",
  "SandboxFaultPlan.rules[].code",
  "SandboxFaultPlan.rules[].delay_ms",
  "SandboxFaultPlan.rules[].match.ending",
  "SandboxFaultPlan.rules[].match.every",
  "SandboxFaultPlan.rules[].match.nth",
];

describe("what is answered", () => {
  test("is there, whenever the contract does not say that it may be missing", ({ expect }) => {
    const optional = ANSWERED.filter(({ isRequired }) => !isRequired).map(({ path }) => path);
    expect(optional.toSorted()).toEqual(NOT_ALWAYS_THERE);
  });
});

/** Ids that others give: Meta, or the caller. */
const NOT_OURS =
  /\.(?:(?:waba|portfolio|phone_number|meta_template|wa|fbtrace|external|user)_id|context\.message_id)$/;

test("every id of ours is told with the pattern of its kind and an example of it", ({ expect }) => {
  const ids = [...ANSWERED, ...ASKED, ...PARAMETERS].filter(
    ({ path }) => /(?:\.|_)id$/.test(path) && !NOT_OURS.test(path),
  );
  expect(ids.length).toBeGreaterThan(40);
  for (const { path, schema } of ids) {
    const { pattern = "", example } = schema;
    const kinds = Object.keys(ID_PREFIXES) as Kind[];
    const kind = kinds.find((each) => pattern.startsWith(`^${ID_PREFIXES[each]}_`));
    expect([path, kind]).toEqual([path, expect.any(String)]);
    expect([path, example]).toEqual([path, expect.stringMatching(new RegExp(pattern))]);
    expect([path, isId(kind ?? "audit", String(example))]).toEqual([path, true]);
  }
});

/** The named schemas of one route alone, as they would be documented if no other route had taken the name first. */
function namedBy(route: RouteConfig): readonly (readonly [string, string])[] {
  const alone = newRouter();
  alone.openAPIRegistry.registerPath(route);
  const { components } = alone.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "", version: "" },
  });
  return Object.entries(components?.schemas ?? {}).map(([name, schema]) => [
    name,
    JSON.stringify(schema),
  ]);
}

test("no two schemas share a name", ({ expect }) => {
  const taken = new Map<string, string>();
  const clashes = new Set<string>();
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    for (const [name, schema] of namedBy(definition.route)) {
      if ((taken.get(name) ?? schema) !== schema) clashes.add(name);
      taken.set(name, schema);
    }
  }
  expect(taken.size).toBeGreaterThan(40);
  expect([...clashes]).toEqual([]);
});

describe("optimistic concurrency", () => {
  const ifMatchOf = ({ parameters }: Operation) =>
    parameters.find(({ name }) => name === "If-Match");
  const isOne = ({ method, path }: Operation) =>
    method === "GET" && (path.endsWith("}") || ["/v1/me", "/v1/workspace"].includes(path));

  test.for(OPERATIONS)(
    "$method $path tells If-Match, 412, 428 and ETag together",
    (operation, { expect }) => {
      const { responses } = operation;
      const ifMatch = ifMatchOf(operation);
      expect("412" in responses).toBe(ifMatch !== undefined);
      expect("428" in responses).toBe(ifMatch?.required === true);
      if (ifMatch !== undefined || isOne(operation))
        expect(responses["200"]?.headers).toHaveProperty("ETag");
    },
  );
});

test("every tag is explained, and every explained tag is used", ({ expect }) => {
  const used = Object.values(document.paths ?? {}).flatMap((item) =>
    Object.values(item as Readonly<Record<string, Operation>>).flatMap(({ tags = [] }) => tags),
  );
  expect(document.tags.map(({ name }) => name).toSorted()).toEqual([...new Set(used)].toSorted());
});
