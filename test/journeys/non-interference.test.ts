import fc from "fast-check";
import { describe, test } from "vitest";

import { atRest } from "../fixtures/at-rest.ts";
import { aKey, call, type Caller, type Route } from "../fixtures/call.ts";
import { printOf } from "../fixtures/everything.ts";
import { anApp } from "../fixtures/meta-app.ts";
import { aTenant, byAnotherKey, type TenantFixture } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";
import {
  aConnectedNumber,
  aStatus,
  aText,
  change,
  deliver,
  deliverBy,
  drain,
  envelope,
  mailIn,
  type ConnectedNumber,
} from "../fixtures/webhooks/meta-webhook.ts";
import { call as ask, pathOf } from "../http/call.ts";
import { SECURED } from "../http/operations.ts";

/** Fixed, so that a run says the same as the one before; change it to look elsewhere. */
const SEED = 20_261;
const HISTORIES = 3;

/** The businesses of both workspaces are one at Meta, and their limits with it. */
const PORTFOLIO = "100200300400500";
/** The same people write to both. */
const PHONES = ["+5511987655001", "+5511987655002", "+5511987656007", "+5511987656008"];

interface Workspace {
  readonly tenant: TenantFixture;
  readonly caller: Caller;
  readonly number: ConnectedNumber;
  readonly templateId: string;
}

const made = async (caller: Caller, route: Route, body?: unknown): Promise<string> => {
  const answer = await call(caller, route, body, aKey());
  if (answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
  return String(answer.body["id"]);
};

async function aWorkspace(): Promise<Workspace> {
  const tenant = await aTenant();
  const caller = await byAnotherKey(tenant);
  const id = await made(caller, "POST /numbers", { kind: "sandbox", name: "Shop", latency_ms: 0 });
  await tenant.ctx.db.$client.prepare("UPDATE numbers SET portfolio_id = ?1").bind(PORTFOLIO).run();
  const { body: number } = await call(caller, `GET /numbers/${id}`);
  const templateId = await made(caller, "POST /templates", {
    number_id: id,
    name: "bread",
    language: "en",
    category: "MARKETING",
    components: [{ type: "BODY", text: "Fresh bread is here." }],
  });
  await call(caller, `POST /templates/${templateId}/submit`, {});
  await until(
    async () => (await call(caller, `GET /templates/${templateId}`)).body["status"] === "approved",
  );
  return {
    tenant,
    caller,
    templateId,
    number: {
      // Safe: it is the id of a number.
      id: id as ConnectedNumber["id"],
      phoneNumberId: String(number["phone_number_id"]),
      wabaId: String(number["waba_id"]),
    },
  };
}

const phoneOf = (nth: number): string => PHONES[nth % PHONES.length] ?? "";
const pathTo = (phone: string): string => `/contacts/phone:${encodeURIComponent(phone)}`;

/** What happens in a workspace; each is over when it returns. */
const STEPS = {
  contact: async ({ caller }: Workspace, nth: number) => {
    const body = { name: `Person ${nth % 4}`, tags: ["clients"] };
    await call(caller, `PUT ${pathTo(phoneOf(nth)) as `/${string}`}`, body, aKey());
  },
  consent: async ({ caller }: Workspace, nth: number) => {
    await call(caller, `PUT ${pathTo(phoneOf(nth)) as `/${string}`}`, {}, aKey());
    await call(caller, `POST ${pathTo(phoneOf(nth)) as `/${string}`}/consents`, {
      purpose: "marketing",
      action: "grant",
      method: "form",
      statement: "Offers, please.",
    });
  },
  written: async (workspace: Workspace, nth: number) => {
    const { number, tenant } = workspace;
    const from = phoneOf(nth).slice(1);
    const text = { body: nth % 5 === 0 ? "STOP" : `Is there bread ${nth}?` };
    await deliver(envelope(number.wabaId, change(number, { messages: [aText({ from, text })] })));
    await drain(tenant.ctx);
  },
  answered: async ({ caller }: Workspace, nth: number) => {
    const text = { body: `Until ${nth}.` };
    const { body } = await call(caller, "POST /messages", { to: phoneOf(nth), text }, aKey());
    await ended(caller, body["id"]);
  },
  template: async ({ caller }: Workspace, nth: number) => {
    const template = { name: "bread", language: { code: "en" } };
    const { body } = await call(caller, "POST /messages", { to: phoneOf(nth), template }, aKey());
    await ended(caller, body["id"]);
  },
  campaign: async ({ caller, number, templateId }: Workspace, nth: number) => {
    await call(caller, `PUT ${pathTo(phoneOf(nth)) as `/${string}`}`, {}, aKey());
    const id = await made(caller, "POST /campaigns", {
      name: `Bread ${nth}`,
      number_id: number.id,
      template_id: templateId,
      audience: { contacts: [`phone:${phoneOf(nth)}`] },
    });
    // Nobody to write to, as who withdrew: it stays a draft.
    const launch = await call(caller, `POST /campaigns/${id}/launch`, {}, aKey());
    if (launch.status !== 202) return;
    await until(async () => {
      const { body } = await call(caller, `GET /campaigns/${id}/progress`);
      const counts = body["counts"] as Readonly<Record<string, number>>;
      const isOver = body["status"] === "completed" || body["status"] === "failed";
      return (
        isOver && counts["accepted"] === 0 && counts["sent"] === 0 && counts["delivered"] === 0
      );
    });
  },
  segment: async ({ caller }: Workspace, nth: number) => {
    const filter = { field: "tags", op: "contains", value: "clients" };
    await call(caller, "POST /segments", { name: `Clients ${nth}`, filter });
  },
  reply: async ({ caller }: Workspace, nth: number) => {
    await call(caller, "POST /quick-replies", { shortcut: `r${nth}`, text: "Until six." });
  },
  suppression: async ({ caller }: Workspace, nth: number) => {
    await call(caller, "POST /suppressions", { contact: phoneOf(nth), reason: "requested" });
  },
} as const;

/** Until nothing more is told of a message. */
const ended = (caller: Caller, id: unknown) =>
  until(async () => {
    if (typeof id !== "string") return true;
    const { body } = await call(caller, `GET /messages/${id}`);
    return ["read", "failed", "skipped"].includes(String(body["status"]));
  });

type Step = keyof typeof STEPS;
const histories = fc.array(fc.constantFrom(...(Object.keys(STEPS) as Step[])), {
  minLength: 8,
  maxLength: 14,
  size: "max",
});

async function live(workspace: Workspace, history: readonly Step[]): Promise<void> {
  for (const [nth, step] of history.entries()) await STEPS[step](workspace, nth);
  const { ctx } = workspace.tenant;
  await until(async () => (await mailIn(ctx)) === 0);
  await atRest(ctx);
}

/** A neighbour that does all that can be heard through a wall, until it is told to stop. */
async function bustle(neighbour: Workspace, isOver: () => boolean): Promise<void> {
  const { caller, number, tenant } = neighbour;
  const rules = [{ match: { every: 2 }, fault: "error", code: 131049 }];
  await call(caller, "PUT /sandbox/faults", { seed: 7, rules });
  await call(caller, "POST /sandbox/clock", { advance_ms: 3_600_000 });
  for (let nth = 0; !isOver(); nth++) {
    const texts = PHONES.map((phone) =>
      aText({ from: phone.slice(1), text: { body: nth % 2 === 0 ? "STOP" : "START" } }),
    );
    await deliver(envelope(number.wabaId, change(number, { messages: texts })));
    await STEPS.segment(neighbour, nth);
    await STEPS.suppression(neighbour, nth);
    await call(caller, `POST /numbers/${number.id}/${nth % 2 === 0 ? "pause" : "resume"}`, {});
    await drain(tenant.ctx);
  }
}

/** What differs from run to run and says nothing: ids, times, hashes, and how long something took. */
const anyRun = (text: string): string =>
  text
    .replaceAll(/"(?:next_cursor|etag|instance|request_id)":"[^"]*"/g, '"x":"x"')
    .replaceAll(/\b[a-z]{2,3}_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g, "id")
    .replaceAll(/wamid\.[\w=+/.-]+/g, "wamid")
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "t")
    .replaceAll(/\b[0-9a-f]{64}\b/g, "hash")
    // Whoever empties a mailbox first: the test, or the job that was rung.
    .replaceAll(/job:[\w.]+/g, "job")
    .replaceAll(/\+?1 ?555[- ]?\d{3}[- ]?\d{4}/g, "own number")
    .replaceAll(/"\d{10,18}"/g, '"meta"')
    .replaceAll(/\bBR\.\d{8,}/g, "person")
    .replaceAll(/\/u\/[\w-]+/g, "/u/token")
    .replaceAll(/"id":"[0-9a-z]{20,}"/g, '"id":"meta"')
    .replaceAll(/"(seed|message_template_id)":\d+/g, '"$1":0')
    .replaceAll(/"(\w*(?:seconds|_ms|rate_mps|size_bytes))":[\d.]+/g, '"$1":0');

/**
 * Rows in one order: what happened side by side was told in any. Acts of the control plane are numbered across all workspaces, so
 * their numbers say nothing.
 */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  const isOfAll = "ledger" in value && value.ledger === "accounts";
  const members = Object.entries(value).filter(([name]) => !(isOfAll && name === "seq"));
  return Object.fromEntries(members.map(([name, one]) => [name, sorted(one)]));
}

/** The first of each list, as the id in a path. */
async function idsOf(caller: Caller): Promise<Readonly<Record<string, string>>> {
  const lists = ["contacts", "conversations", "messages", "campaigns", "segments", "suppressions"];
  const rows = await Promise.all(
    ["numbers", "templates", "quick-replies", ...lists].map(async (name) => {
      const { body } = await call(caller, `GET /${name}?limit=100`);
      return [name, body.data?.at(-1)?.["id"] ?? "x"];
    }),
  );
  // Safe: the ids of rows are texts.
  return Object.fromEntries(rows) as Record<string, string>;
}

/** All that can be read in a workspace, by operation. */
async function readsOf({ tenant }: Workspace): Promise<Readonly<Record<string, unknown>>> {
  const { headers } = await byAnotherKey(tenant);
  // The first list of people that a key sees in a day is noted with its length: always the same one.
  await call({ headers }, "GET /contacts?limit=100");
  const ids = await idsOf({ headers });
  const reads = SECURED.filter(
    ({ method, operationId }) =>
      method === "GET" && !operationId.startsWith("stream") && operationId !== "listApiKeys",
  );
  const told: Record<string, unknown> = {};
  for (const operation of reads) {
    const path = pathOf(operation, (name) => ids[name] ?? "x");
    const query = operation.parameters.some(({ name }) => name === "limit") ? "?limit=100" : "";
    const res = await ask({ operation, headers, path, ...(query === "" ? {} : { query }) });
    const text = anyRun(await res.text());
    const isJson = res.headers.get("content-type")?.includes("json") === true;
    told[operation.operationId] = [res.status, isJson ? sorted(JSON.parse(text)) : text];
  }
  return told;
}

describe("a workspace beside a busy neighbour", () => {
  const samples = fc.sample(histories, { seed: SEED, numRuns: HISTORIES });

  test.for(samples.map((history, nth) => [nth, history] as const))(
    "has the same history as alone, the %i",
    { timeout: 120_000 },
    async ([, history], { expect }) => {
      const alone = await aWorkspace();
      await live(alone, history);
      const expected = await readsOf(alone);
      const [beside, neighbour] = [await aWorkspace(), await aWorkspace()];
      let isOver = false;
      const noise = bustle(neighbour, () => isOver);
      await live(beside, history);
      const told = await readsOf(beside);
      isOver = true;
      await noise;
      expect(told).toEqual(expected);
    },
  );
});

/** What a workspace has; that somebody's app told of its number is kept beside it, and told in its trail. */
async function dataOf({ ctx }: TenantFixture) {
  const { "control quarantine": _, "control audit_logs": __, ...data } = await printOf(ctx);
  return data;
}

describe("a webhook about one workspace's number", () => {
  test("changes nothing at another's, whatever else it names", async ({ expect }) => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const number = await aConnectedNumber(mine.ctx);
    const other = await aConnectedNumber(theirs.ctx);
    const caller = await byAnotherKey(theirs);
    await call(caller, "POST /contacts", { phone: "+34600111222", name: "Ana" });
    await deliver(envelope(other.wabaId, change(other, { messages: [aText()] })));
    await drain(theirs.ctx);
    const { body } = await call(caller, "GET /messages");
    const theirMessage = body.data?.[0] ?? {};
    const app = await anApp(mine);
    await atRest(theirs.ctx);
    const before = await dataOf(theirs);
    const statuses = [
      aStatus({ id: theirMessage["wamid"], biz_opaque_callback_data: theirMessage["id"] }),
      aStatus({ status: "failed", biz_opaque_callback_data: theirMessage["id"] }),
    ];
    for (const waba of [number.wabaId, other.wabaId]) {
      const text = { body: "STOP" };
      const value = { messages: [aText({ text })], statuses };
      expect((await deliver(envelope(waba, change(number, value)))).status).toBe(200);
    }
    // Signed by an app of one workspace, about the other's number.
    const forged = envelope(other.wabaId, change(other, { messages: [aText()], statuses }));
    expect((await deliverBy(app, forged)).status).toBe(200);
    await drain(mine.ctx);
    await drain(theirs.ctx);
    await atRest(theirs.ctx);
    expect(await dataOf(theirs)).toEqual(before);
  });
});
