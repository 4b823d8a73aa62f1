import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { exampleId, ID_PREFIXES, type Id, type Kind } from "#core/ids";
import { apiKeys, invitations, sessions } from "#db/control/schema";
import { messages } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { atRest } from "../fixtures/at-rest.ts";
import { call as ask } from "../fixtures/call.ts";
import { printOf } from "../fixtures/everything.ts";
import { aSignedInMember, type SignedIn } from "../fixtures/member.ts";
import { aMessageRow } from "../fixtures/message-rows.ts";
import { COLLECTIONS, isCollection, oneOfEach, type Collection } from "../fixtures/one-of-each.ts";
import { aTenant, byAnotherKey, type TenantFixture } from "../fixtures/tenant.ts";
import { call, pathOf } from "./call.ts";
import { fetchApi } from "./fetch-api.ts";
import { idSlotsOf, type IdSlot } from "./id-slots.ts";
import { SECURED, type Operation } from "./operations.ts";

/** What the other workspace wrote, in whatever it has; no answer to anybody else may hold it. */
const CANARY = "canary-of-the-neighbour";
/** Where people of the other workspace could have written something. */
const WRITTEN = [
  "UPDATE numbers SET name = ?1",
  "UPDATE contacts SET name = ?1, external_id = ?1 || id",
  "UPDATE conversation_notes SET text = ?1",
  "UPDATE quick_replies SET text = ?1",
  "UPDATE segments SET name = ?1",
  "UPDATE contact_fields SET label = ?1",
  "UPDATE templates SET name = ?1 || id",
  "UPDATE campaigns SET name = ?1",
  "UPDATE automations SET name = ?1",
  "UPDATE drafts SET name = ?1",
  "UPDATE assignment_rules SET name = ?1",
  "UPDATE messages SET content = json_object('body', ?1)",
  "UPDATE webhooks SET url = 'https://' || ?1 || '.example/hook'",
];

/** Lists of which the workspace has no two rows: what Meta, a model or time would bring, and a search, which must be for something. */
const NO_TWO = [
  "listMyWorkspaces",
  "listMetaApps",
  "listAiLedger",
  "listAlerts",
  "listCampaignRecipients",
  "listInboundChanges",
  "listNumberQrCodes",
  "listBlockedPeople",
  "search",
  "listLegalHolds",
  "listDeliveries",
];

const named = ({ method, path }: Operation): string => `${method} ${path}`;

type Ids = Readonly<Partial<Record<Kind, string>>>;

interface Side {
  readonly tenant: TenantFixture;
  readonly owner: SignedIn;
  readonly ids: Ids;
  readonly collections: Readonly<Record<Collection, string>>;
}

/** Two of what a list shows that has no id of its own, or is a person's. */
async function twoOfMore(
  tenant: TenantFixture,
  { userId, headers }: SignedIn,
  { contacts, conversations, numbers }: Readonly<Record<Collection, string>>,
  words: string,
): Promise<void> {
  await aSignedInMember(tenant, "agent");
  await byAnotherKey(tenant);
  const { ctx } = tenant;
  const session = await ctx.control.query.sessions.findFirst({
    where: eq(sessions.userId, userId),
  });
  if (session !== undefined)
    await ctx.control.insert(sessions).values({ ...session, id: newId("session") });
  for (const nth of [1, 2]) {
    const made = [
      await ask({ headers }, `PUT /contacts/${contacts}/tags/tag-${nth}`),
      await ask({ headers }, `POST /conversations/${conversations}/notes`, {
        text: words,
        mentions: [userId],
      }),
      await ask({ headers }, `POST /contacts/${contacts}/consents`, {
        purpose: "marketing",
        action: "grant",
        method: "form",
        statement: words,
      }),
    ];
    expect(made.map(({ status }) => status)).toEqual([200, 201, 201]);
    await ctx.db.insert(messages).values(
      aMessageRow({
        contactId: contacts as Id<"contact">,
        conversationId: conversations as Id<"conversation">,
        numberId: numbers as Id<"number">,
      }),
    );
  }
}

async function aSide(words: string): Promise<Side> {
  const tenant = await aTenant();
  const owner = await aSignedInMember(tenant, "owner");
  const collections = await oneOfEach(tenant);
  await oneOfEach(tenant, 2);
  await twoOfMore(tenant, owner, collections, words);
  const byKind = Object.entries(COLLECTIONS).map(([name, kind]) => [
    kind,
    collections[name as Collection],
  ]);
  const ids: Ids = {
    ...Object.fromEntries(byKind),
    user: owner.userId,
    session: owner.sessionId,
    tenant: tenant.tenant.id,
  };
  return { tenant, owner, ids, collections };
}

let mine: Side;
let theirs: Side;
let before: Awaited<ReturnType<typeof printOf>>;
beforeAll(async () => {
  mine = await aSide("Ours");
  theirs = await aSide(CANARY);
  const { ctx } = theirs.tenant;
  for (const sql of WRITTEN) await ctx.db.$client.prepare(sql).bind(CANARY).run();
  await ctx.control
    .update(apiKeys)
    .set({ name: CANARY })
    .where(eq(apiKeys.tenantId, theirs.tenant.tenant.id));
  await ctx.control
    .update(invitations)
    .set({ email: `${CANARY}@example.com` })
    .where(eq(invitations.tenantId, theirs.tenant.tenant.id));
  const { headers } = theirs.owner;
  // Who sees people whole leaves a trace of it, once a day: they have today.
  await ask({ headers }, "GET /contacts");
  for (const ledger of ["consents", "audit-logs"]) await ask({ headers }, `POST /${ledger}/verify`);
  await atRest(ctx);
  before = await printOf(ctx);
});

/** A session of its own for each test, so that no test uses up another's limit of calls. */
let owner: SignedIn;
beforeEach(async () => {
  owner = await aSignedInMember(mine.tenant, "owner");
});

const OURS = /\b[a-z]{2,3}_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;
const INSTANT = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;

/** What a call needs beside its example, so that it comes as far as its ids. */
const ALSO_ASKED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  search: { q: "hello" },
};
const ALSO_GIVEN: Readonly<Record<string, object>> = {
  sendMessage: { from: exampleId("number") },
  createTrigger: { map: { phone: "/phone" } },
};

interface Told {
  readonly status: number;
  readonly text: string;
}

/** Stands for the id at a slot while a body is made. */
const OTHER = "the-id-at-the-slot";

/** What an answer says, without what names the request, and with no id or time in it. */
async function told(response: Response): Promise<Told> {
  if (response.headers.get("content-type") === "text/event-stream") {
    await response.body?.cancel();
    return { status: response.status, text: "" };
  }
  const whole = await response.text();
  const text = whole
    .replaceAll(/"(?:instance|request_id)":"[^"]*"/g, "")
    .replaceAll(OURS, "id")
    .replaceAll(INSTANT, "t");
  return { status: response.status, text };
}

/** A body with the ids that it shows replaced by the caller's own. */
const withOwnIds = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body ?? {}), (_, value: unknown) => {
    if (typeof value !== "string") return value;
    const prefix = /^([a-z]{2,3})_[0-7][0-9a-z]{25}$/.exec(value)?.[1];
    const kind = Object.entries(ID_PREFIXES).find(([, one]) => one === prefix)?.[0];
    return kind === undefined ? value : (mine.ids[kind as Kind] ?? value);
  }) as unknown;

const ownPath = (operation: Operation): string =>
  pathOf(operation, (collection) =>
    isCollection(collection) ? mine.collections[collection] : "x",
  );

describe("another workspace", () => {
  const SLOTS = SECURED.flatMap((operation) =>
    idSlotsOf(operation).map((slot) => ({ ...slot, operation, where: named(operation) })),
  );

  test("is named by ids in many places beside the path", ({ expect }) => {
    expect(SLOTS.length).toBeGreaterThan(60);
  });

  /** Ask with an id at a slot, everything else being the caller's own. */
  const askWith = async (slot: IdSlot & { readonly operation: Operation }, id: string) => {
    const { operation, at } = slot;
    const path = ownPath(operation);
    const current = operation.parameters.some(({ name }) => name === "If-Match")
      ? (await fetchApi(`https://api.test${path}`, { headers: owner.headers })).headers.get("etag")
      : null;
    const headers = { ...owner.headers, ...(current === null ? {} : { "if-match": current }) };
    if (slot.in === "query") {
      const query = `?${new URLSearchParams({ ...ALSO_ASKED[operation.operationId], [at]: id }).toString()}`;
      return [await told(await call({ operation, headers, path, query }))];
    }
    const also = ALSO_GIVEN[operation.operationId] ?? {};
    const bodies = new Set(
      slot.bodies(OTHER).map((body) => JSON.stringify(withOwnIds({ ...also, ...body }))),
    );
    const answers: Told[] = [];
    for (const text of bodies)
      answers.push(
        await told(await call({ operation, headers, path, body: text.replaceAll(OTHER, id) })),
      );
    return answers;
  };

  test.for(SLOTS)("is not found by an id in the $in of $where at $at", async (slot, { expect }) => {
    const foreign = await askWith(slot, theirs.ids[slot.kind] ?? "x");
    const unknown = await askWith(slot, newId(slot.kind));
    expect(foreign).toEqual(unknown);
    for (const { status, text } of foreign) {
      expect(status).toBeLessThan(500);
      expect(text).not.toContain(CANARY);
    }
  });

  test("would be found in many of these places, if it were one's own", async ({ expect }) => {
    let found = 0;
    for (const slot of SLOTS) {
      const own = await askWith(slot, mine.ids[slot.kind] ?? "x");
      const unknown = await askWith(slot, newId(slot.kind));
      if (JSON.stringify(own) !== JSON.stringify(unknown)) found += 1;
    }
    // The others are filters that find nothing either way, and drafts, which hold whatever is written.
    expect(found).toBeGreaterThan(40);
  });

  test("is not answered by a key that it has used", async ({ expect }) => {
    const unsafe = SECURED.filter(
      ({ method, path }) =>
        method === "POST" && !path.includes("{") && !/\/(?:me|auth)\b/.test(path),
    );
    const neighbour = await aSide(CANARY);
    const stored: string[] = [];
    for (const operation of unsafe) {
      const body = JSON.stringify(operation.example ?? {});
      const key = { "idempotency-key": `order-${operation.operationId}` };
      const askAs = (headers: Readonly<Record<string, string>>) =>
        call({ operation, headers: { ...headers, ...key }, path: ownPath(operation), body });
      const first = await askAs(neighbour.tenant.headers);
      if (!first.ok) continue;
      await first.text();
      const again = await askAs(neighbour.tenant.headers);
      if (again.headers.has("idempotent-replayed")) stored.push(operation.operationId);
      const res = await askAs(owner.headers);
      expect([operation.operationId, res.headers.has("idempotent-replayed")]).toEqual([
        operation.operationId,
        false,
      ]);
      expect(await res.text()).not.toMatch(/idempotency_|canary/);
    }
    expect(stored.length).toBeGreaterThan(5);
  });

  const LISTS = SECURED.filter(({ method, parameters }) =>
    parameters.some(
      ({ name, schema }) => method === "GET" && name === "after" && schema.type === "string",
    ),
  );

  test("is not listed by its cursors", async ({ expect }) => {
    const silent: string[] = [];
    for (const operation of LISTS) {
      const ask = async (side: Side, headers: Readonly<Record<string, string>>, after?: string) => {
        const path = pathOf(operation, (name) =>
          isCollection(name) ? side.collections[name] : "x",
        );
        const query = after === undefined ? "?limit=1" : `?limit=1&after=${after}`;
        const res = await call({ operation, headers, path, query });
        return res.json<{ code?: string; next_cursor?: string | null; data?: unknown[] }>();
      };
      const { next_cursor: cursor } = await ask(theirs, theirs.owner.headers);
      if (typeof cursor !== "string") {
        silent.push(operation.operationId);
        continue;
      }
      const refused = await ask(mine, owner.headers, cursor);
      expect([named(operation), refused.code]).toEqual([named(operation), "invalid_cursor"]);
      const next = await ask(theirs, theirs.owner.headers, cursor);
      expect([named(operation), next.data?.length]).toEqual([named(operation), 1]);
    }
    expect(silent).toEqual(NO_TWO);
  });

  test("shows nothing of itself to whoever reads all that they can", async ({ expect }) => {
    const reads = SECURED.filter(
      ({ method, operationId }) => method === "GET" && !operationId.startsWith("stream"),
    );
    for (const operation of reads) {
      const path = ownPath(operation);
      const res = await call({ operation, headers: owner.headers, path });
      expect([named(operation), (await res.text()).includes(CANARY)]).toEqual([
        named(operation),
        false,
      ]);
    }
    const own = SECURED.find(({ operationId }) => operationId === "listContacts");
    if (own === undefined) throw new Error("contacts are not listed");
    const res = await call({ operation: own, headers: theirs.owner.headers, query: "" });
    expect(await res.text()).toContain(CANARY);
  });

  test("has the same data as before", async ({ expect }) => {
    expect(await printOf(theirs.tenant.ctx)).toEqual(before);
  });
});
