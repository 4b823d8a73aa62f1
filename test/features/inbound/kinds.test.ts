import { describe, test } from "vitest";

import type { InboundChangePage } from "#features/inbound/schemas";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import kinds from "../../fixtures/webhooks/kinds.json";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

const ITEMS = new Set(["messages", "statuses", "message_echoes"]);

/** Every message, status and echo gets an id and a time of its own. */
function unique(value: unknown, isItem = false): unknown {
  if (Array.isArray(value)) return value.map((inner) => unique(inner, isItem));
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.entries(value).map(([key, v]) => [key, unique(v, ITEMS.has(key))]);
  return {
    ...(isItem ? { id: `wamid.${newId("event")}`, timestamp: secondsAgo(9) } : {}),
    ...Object.fromEntries(inner),
  };
}

const list = async (tenant: TenantFixture, query = ""): Promise<InboundChangePage> => {
  const { status, body } = await call<InboundChangePage>(tenant, `GET /inbound-changes${query}`);
  if (status !== 200) throw new Error(`answered ${status}`);
  return body;
};

const wamidsIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"id":"(wamid\.evt_[^"]+)"/g)].map((match) => match[1] ?? "");

test("every kind of change is found again, with each of its messages", async ({ expect }) => {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  const sent = Object.values(kinds).map(
    (kind) => change(number, unique(kind.value) as object, kind.field) as { field: string },
  );
  await deliverAndDrain(tenant.ctx, envelope(number.wabaId, ...sent));

  const listed = [];
  for (let query = "?limit=7", more = true; more;) {
    const page = await list(tenant, query);
    listed.push(...page.data);
    more = page.has_more;
    query = `?limit=7&after=${page.next_cursor}`;
  }
  const stored = await tenant.ctx.db.query.messages.findMany();
  for (const [i, name] of Object.keys(kinds).entries()) {
    const own = listed.filter((c) => JSON.stringify(c.raw) === JSON.stringify(sent[i]));
    expect(own, name).toHaveLength(1);
    const found = own[0]?.items.map((item) => item.wamid).filter((wamid) => wamid !== null);
    expect(found, name).toEqual(wamidsIn(sent[i]));
    for (const item of own[0]?.items ?? []) {
      // An edit and a revocation are of another message, which never came.
      const isChange = item.kind === "edit" || item.kind === "revoke";
      const wamid = isChange ? "wamid.never-seen" : item.wamid;
      expect(item.message_id, name).toBe(stored.find((m) => m.wamid === wamid)?.id ?? null);
    }
  }
  expect(listed).toHaveLength(sent.length);
  const types = Object.entries(kinds)
    .filter(([name, kind]) => SHOWN.has(kind.field) && !/group|nobody/.test(name))
    .flatMap(([, kind]) => typesIn(kind.value))
    // An edit stands as the message that it makes of another, and a revocation empties that.
    .flatMap((type) => (type === "edit" ? ["text"] : type === "revoke" ? [] : [type]));
  expect(stored.map((m) => m.type).toSorted()).toEqual(types.toSorted());
});

/** Fields whose messages stand in threads. */
const SHOWN: ReadonlySet<string> = new Set(["messages", "smb_message_echoes"]);

type Typed = readonly { readonly type: string }[];

/** The types of the messages of a change, whoever wrote them. */
function typesIn(value: object): readonly string[] {
  // Safe: the fixtures are ours.
  const said = value as { readonly messages?: Typed; readonly message_echoes?: Typed };
  return [...(said.messages ?? []), ...(said.message_echoes ?? [])].map(({ type }) => type);
}

describe("the list of changes", () => {
  test("is newest first, filtered by field and state, and says what is only kept", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const number = await aConnectedNumber(tenant.ctx);
    const text = aText({ timestamp: "0" });
    const { ctx } = tenant;
    await deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [text] })));
    await deliverAndDrain(ctx, envelope(number.wabaId, change(number, { n: 1 }, "security")));
    const { data } = await list(tenant);
    expect(data).toMatchObject([
      { field: "security", state: "stored", items: [{ kind: "security" }] },
      {
        field: "messages",
        state: "applied",
        number_id: number.id,
        waba_id: number.wabaId,
        items: [{ kind: "message", wamid: text.id, timestamp_replaced: true }],
        raw: change(number, { messages: [text] }),
      },
    ]);
    expect((await list(tenant, "?field=security")).data).toHaveLength(1);
    expect((await list(tenant, "?state=applied")).data).toMatchObject([{ field: "messages" }]);
    expect((await list(tenant, "?field=security&state=applied")).data).toEqual([]);
  });

  test("holds a change once, though Meta delivers it again before and after it is drained", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const number = await aConnectedNumber(tenant.ctx);
    const webhook = envelope(number.wabaId, change(number, { n: 1 }, "security"));
    await deliver(webhook);
    await deliverAndDrain(tenant.ctx, webhook);
    await deliverAndDrain(tenant.ctx, webhook);
    expect((await list(tenant)).data).toHaveLength(1);
    const told = (await tenant.ctx.db.query.events.findMany()).map(({ body }) => body).join();
    expect(told.split("inbound.stored")).toHaveLength(2);
  });

  test("is another workspace's to see as little as nobody's", async ({ expect }) => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const number = await aConnectedNumber(tenant.ctx);
    await deliverAndDrain(tenant.ctx, envelope(number.wabaId, change(number, { n: 1 }, "x")));
    expect((await list(other)).data).toEqual([]);
    const cursor = (await list(tenant, "?limit=1")).next_cursor;
    expect(cursor).toBeNull();
    const blind = await aTenant({ scopes: ["contacts:read"] });
    expect((await call(blind, "GET /inbound-changes")).status).toBe(403);
  });

  test.for(["?state=odd", "?field=A-B", "?limit=0", "?after=x", "?nope=1"])(
    "refuses %s",
    async (query, { expect }) => {
      const tenant = await aTenant();
      expect((await call(tenant, `GET /inbound-changes${query}`)).status).toBe(400);
    },
  );
});
