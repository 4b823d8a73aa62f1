import { beforeAll, beforeEach, describe, test } from "vitest";

import type { Id } from "#core/ids";
import { mediaIdOf } from "#core/media/media-id";
import { SCOPES } from "#core/scopes";
import { media } from "#db/tenant/schema";
import { isOpenToSome } from "#platform/http/number-gate";

import { aKey, call as ask } from "../fixtures/call.ts";
import { aDraft, aSender, type SenderFixture } from "../fixtures/campaign.ts";
import { isCollection, oneOfEach } from "../fixtures/one-of-each.ts";
import { byAnotherKey, type TenantFixture } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";
import { call, pathOf } from "./call.ts";
import { SECURED, type Operation } from "./operations.ts";

const PHONE = "+5511987650077";
/** What the person wrote to the hidden number, and what the team says about it. */
const WRITTEN = "canaryword";
const NOTED = "canarynote";

let all: SenderFixture;
let shown: Id<"number">;
/** Hidden resources by collection. */
let ids: Readonly<Record<string, string>>;
let canaries: readonly string[];
let limited: TenantFixture;

/** A person who wrote to a number, a campaign over it, a note, a medium; and one of everything else over another hidden number. */
beforeAll(async () => {
  all = await aSender();
  const own = await oneOfEach(await byAnotherKey(all));
  const made = await ask(all, "POST /numbers", { kind: "sandbox", name: "Shown" });
  // Safe: it is a number's id.
  shown = String(made.body["id"]) as Id<"number">;
  await ask(all, `POST /sandbox/numbers/${all.numberId}/inbound`, {
    from: PHONE,
    name: "Ana",
    type: "text",
    text: { body: WRITTEN },
  });
  const talk = await until(
    async () => (await ask(all, `GET /conversations?number=${all.numberId}`)).body.data?.[0],
  );
  const conversation = String(talk["id"]);
  const message = (talk["last_message"] as { id: Id<"message"> }).id;
  await ask(all, `POST /conversations/${conversation}/notes`, { text: NOTED });
  const contact = (talk["contact"] as { id: string }).id;
  const campaign = (await aDraft(all, { audience: { contacts: [contact] } })).id;
  const medium = mediaIdOf(message);
  await all.ctx.bucket.put("media/canary", "hello");
  await all.ctx.db.insert(media).values({
    id: medium,
    status: "stored",
    mimeType: "text/plain",
    size: 5,
    sha256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    objectKey: "media/canary",
    messageId: message,
    numberId: all.numberId,
    createdAt: 1,
    storedAt: 1,
  });
  const feed = (await ask(all, "GET /events?after=0&limit=100")).body.data ?? [];
  const event = feed.find(({ type }) => type === "message.received");
  ids = {
    ...own,
    numbers: all.numberId,
    conversations: conversation,
    messages: message,
    campaigns: campaign,
    media: medium,
    contacts: contact,
    events: String(event?.["id"]),
  };
  await until(
    async () => ((await ask(all, `GET /search?q=${WRITTEN}`)).body.data ?? []).length > 0,
  );
  canaries = [
    all.numberId,
    own.numbers,
    conversation,
    own.conversations,
    message,
    own.messages,
    campaign,
    own.campaigns,
    medium,
    WRITTEN,
    NOTED,
  ];
});

/** A key of its own for each test, which knows of one number and may do everything. */
beforeEach(async () => {
  limited = await byAnotherKey(all, SCOPES, { numbers: [shown] });
});

const patternOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** Collections whose resources are a number's. A route of one of them joins by its path. */
const OF_NUMBERS =
  /^\/v1\/(?:sandbox\/)?(?:numbers|conversations|messages|campaigns|media|events)\/\{/;
const named = SECURED.filter((operation) => OF_NUMBERS.test(operation.path));

const pathWith = (operation: Operation): string =>
  pathOf(operation, (name) => (isCollection(name) ? (ids[name] ?? "x") : "x"));

const bodyOf = (): Readonly<Record<string, object>> => ({
  searchContacts: { filter: { field: "phone", op: "eq", value: PHONE } },
  previewSegment: { filter: {} },
  searchConversations: { filter: {} },
  renderQuickReply: { conversation_id: ids["conversations"] },
});

const queryOf: Readonly<Record<string, string>> = {
  search: `?q=${WRITTEN}`,
  readEvents: "?after=0&limit=100",
};

/** Operations that only read. */
const reads = SECURED.filter(
  ({ method, operationId }) =>
    (method === "GET" ||
      ["searchContacts", "previewSegment", "searchConversations", "renderQuickReply"].includes(
        operationId,
      )) &&
    !operationId.startsWith("stream"),
);

async function textOf(operation: Operation, headers: Readonly<Record<string, string>>) {
  const given = bodyOf()[operation.operationId];
  const response = await call({
    operation,
    headers,
    path: pathWith(operation),
    ...(queryOf[operation.operationId] === undefined
      ? {}
      : { query: queryOf[operation.operationId] ?? "" }),
    ...(given === undefined ? {} : { body: JSON.stringify(given) }),
  });
  return response.text();
}

describe("what is a number's", () => {
  test.for(named)(
    "$method $path is not there for whoever is limited to others",
    async (operation, { expect }) => {
      const { headers } = limited;
      const res = await call({ operation, headers, path: pathWith(operation) });
      const { code } = await res.json<{ code: string }>();
      const closed = !isOpenToSome(patternOf(operation));
      expect([res.status, code]).toEqual(closed ? [403, "missing_scope"] : [404, "not_found"]);
    },
  );

  test("stands in no answer to them, and in many to others", async ({ expect }) => {
    const carrying: string[] = [];
    const sighted = await byAnotherKey(all);
    for (const operation of reads) {
      const { operationId } = operation;
      const told = await textOf(operation, limited.headers);
      // An answer that names what was asked for tells nothing.
      const found = canaries.filter((canary) => told.includes(canary));
      expect([operationId, found]).toEqual([operationId, []]);
      const text = await textOf(operation, sighted.headers);
      if (canaries.some((canary) => text.includes(canary))) carrying.push(operationId);
    }
    // What the sweep would not see with nothing to hide.
    expect(carrying).toEqual(
      expect.arrayContaining([
        "getContactTimeline",
        "listCampaigns",
        "listConversationMessages",
        "listConversations",
        "listInboundChanges",
        "listMessages",
        "listNotes",
        "listNumbers",
        "readEvents",
        "search",
        "searchConversations",
      ]),
    );
  });

  test("is not counted for them", async ({ expect }) => {
    const counted = async (by: TenantFixture, query = "") =>
      (
        (await ask(by, `GET /conversations/counts${query}`)).body["has_written"] as {
          count: number;
        }
      ).count;
    expect(await counted(all)).toBeGreaterThan(0);
    expect(await counted(limited)).toBe(0);
    expect(await counted(limited, `?number=${all.numberId}`)).toBe(0);
  });

  test("is not sent from, nor named in what they make", async ({ expect }) => {
    const refused = async (route: Parameters<typeof ask>[1], body: object) => {
      const answer = await ask(limited, route, body, aKey());
      return [answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer];
    };
    const text = { to: PHONE, text: { body: "Hi" } };
    expect(await refused("POST /messages", { ...text, from: all.numberId })).toEqual([
      404,
      "not_found",
      "/from",
    ]);
    // The one number that they know of has no window with the person.
    expect(await refused("POST /messages", text)).toEqual([422, "window_closed", undefined]);
    const batch = await ask(
      limited,
      "POST /messages/batch",
      { items: [{ ...text, from: all.numberId }] },
      aKey(),
    );
    expect(batch.body).toMatchObject({ accepted: 0, failed: 1 });
    expect(
      await refused("POST /campaigns", {
        name: "x",
        number_id: all.numberId,
        template_id: all.templateId,
        audience: {},
      }),
    ).toEqual([404, "not_found", "/number_id"]);
    expect(
      await refused("POST /templates", {
        number_id: all.numberId,
        name: "x",
        language: "en",
        category: "MARKETING",
        components: [{ type: "BODY", text: "Hello" }],
      }),
    ).toEqual([404, "not_found", "/number_id"]);
    expect(
      await refused("POST /api-keys", {
        name: "x",
        scopes: ["inbox:read"],
        numbers: [all.numberId],
      }),
    ).toEqual([403, "missing_scope", "/numbers"]);
  });
});

describe("whoever is limited", () => {
  test("makes keys and members that are limited too, and takes over none that is not", async ({
    expect,
  }) => {
    const made = await ask(limited, "POST /api-keys", { name: "x", scopes: ["inbox:read"] });
    expect([made.status, made.body["numbers"]]).toEqual([201, [shown]]);
    const wide = await ask(limited, "POST /api-keys", {
      name: "x",
      scopes: ["inbox:read"],
      numbers: null,
    });
    expect([wide.status, wide.body["code"]]).toEqual([403, "missing_scope"]);
    const { body: whole } = await ask(all, "POST /api-keys", { name: "y", scopes: ["inbox:read"] });
    for (const route of [
      `POST /api-keys/${String(whole["id"])}/rotate`,
      `DELETE /api-keys/${String(whole["id"])}`,
      `DELETE /members/${ids["members"]}`,
    ] as const) {
      const answer = await ask(limited, route);
      expect([route, answer.status, answer.body["code"]]).toEqual([route, 403, "missing_scope"]);
    }
    const change = await ask(limited, `PATCH /members/${ids["members"]}`, { numbers: [shown] });
    expect([change.status, change.body["code"]]).toEqual([403, "missing_scope"]);
  });

  test("is given no conversation of a number that they do not know of", async ({ expect }) => {
    const route = `PATCH /members/${ids["members"]}` as const;
    const narrowed = await ask(all, route, { numbers: [shown] });
    expect([narrowed.status, narrowed.body["numbers"]]).toEqual([200, [shown]]);
    const given = await ask(all, `PATCH /conversations/${ids["conversations"]}`, {
      assignee: { kind: "user", id: ids["members"] },
    });
    expect([given.status, given.body.errors?.[0]?.pointer]).toEqual([400, "/assignee/id"]);
    const back = await ask(all, route, { numbers: null });
    expect([back.status, back.body["numbers"]]).toEqual([200, null]);
    for (const numbers of [[], ["num_01k9zq3v6m8r2t4w6y8a0c2e4g"], ["x"]]) {
      const answer = await ask(all, route, { numbers });
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual(
        numbers.length === 0 ? [400, "/numbers"] : [404, "/numbers/0"],
      );
    }
  });
});
