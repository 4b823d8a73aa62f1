import { beforeAll, describe, test } from "vitest";

import { SCOPES } from "#core/scopes";

import { call as ask, aKey, type Route } from "../fixtures/call.ts";
import { aDraft, aSender, type SenderFixture } from "../fixtures/campaign.ts";
import { isCollection, oneOfEach } from "../fixtures/one-of-each.ts";
import { byAnotherKey } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";
import { call, pathOf } from "./call.ts";
import { SECURED, type Operation } from "./operations.ts";

const PHONE = "+5511987650042";
const BSUID = "BR.13491208650042918";
const USERNAME = "canary.souza";
const CPF = "529.982.247-25";
/** However a person is written: with or without the country, in groups, as digits of Meta, or packed into an id of Meta. */
const CANARIES = ["87650042", "98765-0042", BSUID.slice(3), USERNAME, CPF];
const MASKED = "+55•••••••0042";

/** What is in the sandbox is nobody's: its people are invented by whoever tries it. */
const INVENTED = ["listSandboxLedger"];

let all: SenderFixture;
let ids: Readonly<Record<string, string>>;
let ruleOf: Readonly<Record<string, string>>;

/** A person who wrote, was written to by a campaign, is blocked, and has a field that is personal; and one of everything else. */
beforeAll(async () => {
  all = await aSender();
  const own = await oneOfEach(await byAnotherKey(all));
  await ask(all, "POST /fields", { key: "cpf", type: "text", pii: true });
  await ask(all, `POST /sandbox/numbers/${all.numberId}/inbound`, {
    from: PHONE,
    user_id: BSUID,
    username: USERNAME,
    name: "Ana",
    type: "text",
    text: { body: "Hello" },
  });
  const { db } = all.ctx;
  const find = async () =>
    (await ask(all, `GET /contacts?q=${encodeURIComponent(PHONE)}`)).body.data?.[0];
  await until(async () => (await find()) !== undefined);
  const contact = String((await find())?.["id"]);
  await ask(all, `PATCH /contacts/${contact}`, { fields: { cpf: CPF }, tags: ["canary"] });
  await ask(all, `POST /contacts/${contact}/consents`, {
    purpose: "marketing",
    action: "grant",
    method: "form",
    statement: "Yes",
  });
  const campaign = (await aDraft(all, { audience: { contacts: [contact] } })).id;
  await ask(all, `POST /campaigns/${campaign}/launch`, {}, aKey());
  await until(async () =>
    (await db.query.messages.findMany()).some(({ campaignId }) => campaignId === campaign),
  );
  await ask(all, `POST /numbers/${all.numberId}/blocked`, { contacts: [contact] });
  const talk = (await ask(all, `GET /conversations?contact=${contact}`)).body.data?.[0];
  const template = await ask(all, "POST /templates", {
    number_id: all.numberId,
    name: "with_phone",
    language: "en_US",
    category: "UTILITY",
    parameter_format: "NAMED",
    components: [
      {
        type: "BODY",
        text: "We call {{phone}} today.",
        example: { body_text_named_params: [{ param_name: "phone", example: "+1" }] },
      },
    ],
  });
  const reply = await ask(all, "POST /quick-replies", {
    shortcut: "call",
    text: "We call {{contact.phone}} of {{contact.fields.cpf}}.",
  });
  ids = {
    ...own,
    contacts: contact,
    campaigns: campaign,
    conversations: String(talk?.["id"]),
    numbers: all.numberId,
    templates: String(template.body["id"]),
    "quick-replies": String(reply.body["id"]),
  };
  ruleOf = {
    previewTemplate: `?contact=${contact}`,
    search: "?q=Ana&kind=contacts",
  };
});

/** Bodies of calls that read by `POST`. */
const bodyOf = (): Readonly<Record<string, object>> => ({
  searchContacts: { filter: { field: "phone", op: "eq", value: PHONE } },
  previewSegment: { filter: { field: "tags", op: "contains", value: "canary" } },
  searchConversations: { filter: {} },
  renderQuickReply: { conversation_id: ids["conversations"] },
  updateContact: { name: "Ana" },
  upsertContact: { name: "Ana" },
  createContact: { phone: "+5521987650042", name: "Bia" },
});

const READS = (): readonly Operation[] =>
  SECURED.filter(
    ({ method, operationId }) => method === "GET" || Object.hasOwn(bodyOf(), operationId),
  ).filter(
    ({ operationId }) => !INVENTED.includes(operationId) && !operationId.startsWith("stream"),
  );

/** What an operation answers with this key. */
async function answerOf(operation: Operation, headers: Readonly<Record<string, string>>) {
  const path = pathOf(operation, (collection) =>
    isCollection(collection) ? (ids[collection] ?? "x") : "x",
  );
  const given = bodyOf()[operation.operationId];
  const response = await call({
    operation,
    headers,
    path,
    query: ruleOf[operation.operationId] ?? "",
    ...(given === undefined ? {} : { body: JSON.stringify(given) }),
  });
  return response.text();
}

/** The text with what is packed into ids of Meta beside it: they hold a person's digits in base64. */
const holds = (text: string): boolean => CANARIES.some((canary) => text.includes(canary));

describe("whoever lacks contacts:pii", () => {
  test("is shown no phone number, user id, user name or personal field by any operation", async ({
    expect,
  }) => {
    const blind = await byAnotherKey(
      all,
      SCOPES.filter((scope) => scope !== "contacts:pii"),
    );
    const sighted = await byAnotherKey(all);
    const carrying: string[] = [];
    for (const operation of READS()) {
      const { operationId } = operation;
      expect([operationId, holds(await answerOf(operation, blind.headers))]).toEqual([
        operationId,
        false,
      ]);
      if (operationId === "createContact") continue;
      if (holds(await answerOf(operation, sighted.headers))) carrying.push(operationId);
    }
    // What the sweep would not see with nothing to hide: every operation that shows people.
    expect(carrying.toSorted()).toEqual([
      "getContact",
      "getConversation",
      "listBlockedPeople",
      "listCampaignRecipients",
      "listContactIdentities",
      "listContacts",
      "listConversations",
      "listInboundChanges",
      "previewSegment",
      "previewTemplate",
      "renderQuickReply",
      "search",
      "searchContacts",
      "searchConversations",
      "updateContact",
      "upsertContact",
    ]);
    const shown = await ask(blind, `GET /contacts/${String(ids["contacts"])}`);
    expect(shown.body).toMatchObject({
      phone: MASKED,
      phone_display: MASKED,
      wa_id: null,
      bsuid: null,
      username: null,
      name: "Ana",
      fields: { cpf: null },
    });
  });

  test("asks for whole numbers and values only", async ({ expect }) => {
    const blind = await byAnotherKey(
      all,
      SCOPES.filter((scope) => scope !== "contacts:pii"),
    );
    const leaf = (field: string, op: string, value: unknown) => ({ field, op, value });
    const told = async (route: Route, body?: object) => {
      const answer = await ask(blind, route, body);
      return answer.status === 200
        ? answer.body.data?.length
        : [answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer];
    };
    const search = (filter: object) => told("POST /contacts/search", { filter });
    const refusal = [403, "missing_scope", "/filter"];
    expect(await search(leaf("phone", "starts_with", "+55119"))).toEqual(refusal);
    expect(await search({ not: { or: [leaf("phone", "starts_with", "+55119")] } })).toEqual(
      refusal,
    );
    expect(await search(leaf("fields.cpf", "starts_with", "529"))).toEqual(refusal);
    expect(await search(leaf("phone", "eq", PHONE))).toBe(1);
    expect(await search(leaf("fields.cpf", "eq", CPF))).toBe(1);
    expect(await told("GET /contacts?q=50042")).toEqual([403, "missing_scope", "q"]);
    expect(await told(`GET /contacts?q=${encodeURIComponent(PHONE.slice(0, -1))}`)).not.toBe(1);
    expect(await told(`GET /contacts?q=${encodeURIComponent(PHONE)}`)).toBe(1);
    expect(await told("GET /contacts?q=ana")).toBe(1);
    const filter = leaf("phone", "starts_with", "+55119");
    expect(await told("POST /segments/preview", { filter })).toEqual(refusal);
    expect(await told("POST /segments", { name: "Part", filter })).toEqual(refusal);
    expect(await told("POST /campaigns/audience-preview", { audience: { filter } })).toEqual([
      403,
      "missing_scope",
      "/audience/filter",
    ]);
  });

  test("has people told to no URL, and takes no field its secrecy", async ({ expect }) => {
    const blind = await byAnotherKey(
      all,
      SCOPES.filter((scope) => scope !== "contacts:pii"),
    );
    const hook = { url: "https://example.com/hook", types: ["message.*"] };
    const left = await ask(blind, "POST /webhooks", hook);
    expect([left.status, left.body["payload"]]).toEqual([201, "thin"]);
    const full = await ask(blind, "POST /webhooks", { ...hook, payload: "full" });
    expect([full.status, full.body["code"]]).toEqual([403, "missing_scope"]);
    const { body: theirs } = await ask(all, "POST /webhooks", hook);
    const moved = await ask(blind, `PATCH /webhooks/${String(theirs["id"])}`, { url: hook.url });
    expect([theirs["payload"], moved.status]).toEqual(["full", 403]);
    const field = (await ask(all, "GET /fields")).body.data?.find(({ key }) => key === "cpf");
    for (const answer of [
      await ask(blind, `PATCH /fields/${String(field?.["id"])}`, { pii: false }),
      await ask(blind, `DELETE /fields/${String(field?.["id"])}`),
    ])
      expect([answer.status, answer.body["code"]]).toEqual([403, "missing_scope"]);
  });
});
