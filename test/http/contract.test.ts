import { z, type RouteConfig } from "@hono/zod-openapi";
import { describe, test } from "vitest";

import { app } from "#app";
import { ID_PREFIXES, isId, type Kind } from "#core/ids";
import { newRouter } from "#platform/http/router";

import { faultsOf } from "./conforms.ts";
import { membersOf, type Member } from "./members.ts";
import {
  document,
  DOCUMENTED,
  OPERATIONS,
  resolve,
  type Operation,
  type Schema,
} from "./operations.ts";

/** The schemas of what an operation answers when it does what was asked. */
const answersOf = ({ responses }: Operation): readonly Schema[] =>
  Object.entries(responses).flatMap(([status, response]) => {
    const schema = response.content?.["application/json"]?.schema;
    return status.startsWith("2") && schema !== undefined ? [schema] : [];
  });

/** Every member of the schemas that the operations have, by where it stands; each one once. */
function everyMember(schemasOf: (operation: Operation) => readonly Schema[]): readonly Member[] {
  const seen = new Set<string>();
  return DOCUMENTED.flatMap((operation) =>
    schemasOf(operation).flatMap((schema) =>
      membersOf(schema, operation.operationId ?? operation.path, seen),
    ),
  );
}

const ANSWERED = everyMember(answersOf);
const PROBLEM = membersOf({ $ref: "#/components/schemas/Problem" }, "Problem");
const ASKED = everyMember(({ body }) => (body === undefined ? [] : [body]));
const PARAMETERS = OPERATIONS.flatMap(({ operationId, parameters }) =>
  parameters.map((parameter) => ({ ...parameter, path: `${operationId}.${parameter.name}` })),
);

/** The routes as they are in the code. */
const ROUTES = app.openAPIRegistry.definitions.flatMap((definition) =>
  definition.type === "route" ? [definition.route] : [],
);

function documentedOf(route: RouteConfig): Operation {
  const found = DOCUMENTED.find(({ operationId }) => operationId === route.operationId);
  if (found === undefined) throw new Error(`${route.path} is not in the document`);
  return found;
}

/** The zod schemas of a route: of its `body`, and of what it answers by status. */
function schemasOf({ request, responses }: RouteConfig): readonly (readonly [string, z.ZodType])[] {
  const parts = { body: request?.body, ...responses };
  return Object.entries(parts).flatMap(([name, part]) => {
    const media = part !== undefined && "content" in part ? part.content?.["application/json"] : {};
    const schema = media !== undefined && "schema" in media ? media.schema : undefined;
    return schema instanceof z.ZodType ? [[name, schema] as const] : [];
  });
}

/** What an answer leaves out when there is nothing to say. */
const NOT_ALWAYS_THERE = [
  "Campaign.audience.contacts_count",
  "Campaign.audience.filter",
  "Campaign.audience.import_id",
  "Campaign.audience.segment_id",
  "Campaign.variables.*.fallback",
  "CampaignRecipient.referral.body",
  "CampaignRecipient.referral.ctwa_clid",
  "CampaignRecipient.referral.headline",
  "CampaignRecipient.referral.image_url",
  "CampaignRecipient.referral.media_type",
  "CampaignRecipient.referral.source_id",
  "CampaignRecipient.referral.source_type",
  "CampaignRecipient.referral.source_url",
  "CampaignRecipient.referral.thumbnail_url",
  "CampaignRecipient.referral.video_url",
  "CampaignRecipient.referral.welcome_message",
  "Contact.merged",
  "ContactBatch.results[].error",
  "ContactBatch.results[].id",
  "InboundChange.items[].timestamp_replaced",
  "Message.referral.body",
  "Message.referral.ctwa_clid",
  "Message.referral.headline",
  "Message.referral.image_url",
  "Message.referral.media_type",
  "Message.referral.source_id",
  "Message.referral.source_type",
  "Message.referral.source_url",
  "Message.referral.thumbnail_url",
  "Message.referral.video_url",
  "Message.referral.welcome_message",
  "MessageBatch.results[].error",
  "MessageBatch.results[].id",
  "SandboxFaultPlan.rules[].code",
  "SandboxFaultPlan.rules[].delay_ms",
  "SandboxFaultPlan.rules[].match.call",
  "SandboxFaultPlan.rules[].match.ending",
  "SandboxFaultPlan.rules[].match.every",
  "SandboxFaultPlan.rules[].match.nth",
  "SignedIn.refresh_token",
];

const MEMBERS = [...ANSWERED, ...ASKED, ...PROBLEM];
/** What explains a value: on the member itself, or on the named schema that it refers to. */
const told = (schema: Schema, what: "description" | "example"): unknown =>
  schema[what] ?? resolve(schema)[what];

describe("every member and parameter", () => {
  test.for([...MEMBERS, ...PARAMETERS])("$path is described", ({ schema }, { expect }) => {
    expect(told(schema, "description")).toMatch(/^[^a-z].*\.$/s);
  });

  test("of one value has an example, or is one of a few", ({ expect }) => {
    const isScalar = ({ type }: Schema): boolean =>
      [type].flat().some((each) => each === "string" || each === "integer" || each === "number");
    const bare = [...MEMBERS, ...PARAMETERS].filter(({ schema }) => {
      const { enum: values, ...rest } = resolve(schema);
      return isScalar(rest) && values === undefined && told(schema, "example") === undefined;
    });
    expect(bare.map(({ path }) => path)).toEqual([]);
  });
});

describe("every operation", () => {
  test("has a name of its own", ({ expect }) => {
    const ids = DOCUMENTED.map((operation) => operation.operationId);
    expect(ids.filter((id, index) => id === undefined || ids.indexOf(id) !== index)).toEqual([]);
  });

  test("asks for a credential, but where one is given", ({ expect }) => {
    const open = OPERATIONS.filter((operation) => !operation.isSecured);
    expect(open.map(({ operationId }) => operationId).toSorted()).toEqual([
      "forgotPassword",
      "login",
      "postHook",
      "refreshSession",
      "register",
      "resetPassword",
      "signInSecondStep",
      "verifyEmail",
    ]);
  });

  test.for(DOCUMENTED)("$method $path says what it does", (operation, { expect }) => {
    expect(operation.summary).toMatch(/^[A-Z][^.]+$/);
    expect(operation.description).toMatch(/^[A-Z].*\.$/s);
    expect(operation.tags?.length).toBe(1);
  });

  test.for(DOCUMENTED)(
    "$method $path shows examples that its own schemas take",
    ({ responses, body, example }, { expect }) => {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        const media = content["application/json"];
        if (media === undefined) continue;
        expect(media.example).toBeDefined();
        expect([status, faultsOf(media.schema, media.example)]).toEqual([status, []]);
      }
      if (body !== undefined) expect(faultsOf(body, example)).toEqual([]);
    },
  );

  test.for(ROUTES)(
    "$method $path shows examples that its code takes",
    async (route, { expect }) => {
      const documented = documentedOf(route);
      for (const [status, schema] of schemasOf(route)) {
        const media = documented.responses[status]?.content?.["application/json"];
        const example = status === "body" ? documented.example : media?.example;
        const read = await schema.safeParseAsync(example);
        expect([status, read.error?.issues]).toEqual([status, undefined]);
        if (status !== "body") expect(read.data).toEqual(example);
      }
    },
  );
});

describe("what is answered", () => {
  test("is there, whenever the contract does not say that it may be missing", ({ expect }) => {
    const optional = ANSWERED.filter(({ isRequired }) => !isRequired).map(({ path }) => path);
    expect(optional.toSorted()).toEqual(NOT_ALWAYS_THERE);
  });
});

/** Ids that others give: Meta, or the caller; of the audit trail a job by its name, and the call. */
const NOT_OURS =
  /(?:^AiModels\.data\[\]\.id|^AuditLog(?:Page\.data\[\])?\.(?:actor\.id|request_id)$|\.(?:(?:flow|meta|app|waba|portfolio|phone_number|meta_template|wa|fbtrace|external|user|source|catalog|(?:thumbnail_)?product_retailer)_id|(?:context|reaction)\.message_id|(?:author|meta_conversation|image|video|document|audio|sticker|reply|rows\[\]|buttons\[\]|quick_reply|saved_addresses\[\])\.id))$/;

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
  for (const route of ROUTES) {
    for (const [name, schema] of namedBy(route)) {
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

describe("repeating a call", () => {
  /** They change nothing that a second call would change again: each has tokens of its own, or takes one that works once. */
  const WITHOUT_KEY = [
    "forgotPassword",
    "login",
    "refreshSession",
    "resetPassword",
    "signInSecondStep",
    "verifyEmail",
  ];

  test.for(OPERATIONS)(
    "$method $path tells the key, and what is answered to a bad one, together",
    ({ method, operationId, parameters, responses }, { expect }) => {
      const key = parameters.find(({ name }) => name === "Idempotency-Key");
      const codes = responses["400"]?.["x-codes"] ?? [];
      expect(key !== undefined).toBe(method !== "GET" && !WITHOUT_KEY.includes(operationId));
      expect(codes.includes("invalid_idempotency_key")).toBe(key !== undefined);
      expect(codes.includes("idempotency_key_required")).toBe(key?.required === true);
    },
  );
});

test("every tag is explained, and every explained tag is used", ({ expect }) => {
  const used = DOCUMENTED.flatMap(({ tags = [] }) => tags);
  expect(document.tags.map(({ name }) => name).toSorted()).toEqual([...new Set(used)].toSorted());
});
