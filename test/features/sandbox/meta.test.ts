import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aGraphNumber, askGraph, type GraphNumber } from "../../fixtures/graph-client.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";

const DRAFT = {
  name: "order_update",
  language: "en",
  category: "UTILITY",
  components: [{ type: "BODY", text: "Your order has been shipped." }],
};

async function aTemplate({ tenant, id }: GraphNumber): Promise<string> {
  const { body } = await call(tenant, "POST /templates", { number_id: id, ...DRAFT });
  return String(body["id"]);
}

describe("the review of a template", () => {
  test("that waits for somebody ends as it is decided, and may be changed later", async ({
    expect,
  }) => {
    const number = await aGraphNumber({ template_review: "manual" });
    const { tenant } = number;
    const id = await aTemplate(number);
    const review = (decision: string, more: object = {}) =>
      call(tenant, `POST /sandbox/templates/${id}/review`, { decision, ...more });
    const early = await review("approve");
    expect([early.status, early.body["code"]]).toEqual([409, "invalid_state"]);
    await call(tenant, `POST /templates/${id}/submit`);
    const became = (status: string) =>
      until(async () => {
        const { body } = await call(tenant, `GET /templates/${id}`);
        return body["status"] === status ? body : undefined;
      });
    await became("pending");
    const rejected = await review("reject", { reason: "PROMOTIONAL" });
    expect([rejected.status, rejected.body]).toEqual([
      202,
      { template_id: id, decision: "reject" },
    ]);
    const seen = await became("rejected");
    expect(seen["rejected_reason"]).toBe("A reviewer rejected it.");
    await review("approve");
    await became("approved");
    await review("pause");
    await became("paused");
    await review("disable");
    await became("disabled");
  });

  test("is nobody's but the workspace's, and needs a word that is known", async ({ expect }) => {
    const number = await aGraphNumber({ template_review: "manual" });
    const id = await aTemplate(number);
    const review = (by: GraphNumber["tenant"], body: object) =>
      call(by, `POST /sandbox/templates/${id}/review`, body);
    const reader = await aTenant({ scopes: ["templates:read"] });
    const answers = [
      await review(await aTenant(), { decision: "approve" }),
      await review(reader, { decision: "approve" }),
      await review(number.tenant, { decision: "praise" }),
      await review(number.tenant, { decision: "reject", reason: "because" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 400, 400]);
    expect(answers[3]?.body.errors?.[0]?.pointer).toBe("/reason");
  });
});

describe("news of a number", () => {
  const announce = ({ tenant, id }: GraphNumber, body: object) =>
    call(tenant, `POST /sandbox/numbers/${id}/news`, body);
  const became = (number: GraphNumber, member: string, value: unknown) =>
    until(async () => {
      const { body } = await call(number.tenant, `GET /numbers/${number.id}`);
      return body[member] === value;
    });

  test("change it here and at Meta's side alike", async ({ expect }) => {
    const number = await aGraphNumber();
    const flagged = await announce(number, { field: "phone_number_quality_update" });
    expect([flagged.status, flagged.body]).toEqual([
      202,
      { number_id: number.id, field: "phone_number_quality_update" },
    ]);
    await became(number, "quality_rating", "red");
    await announce(number, {
      field: "phone_number_name_update",
      value: { requested_verified_name: "Padaria Almeida" },
    });
    await became(number, "verified_name", "Padaria Almeida");
    const { json } = await askGraph(number.token, "GET", `/v26.0/${number.phoneNumberId}`);
    expect(json).toMatchObject({ quality_rating: "RED", verified_name: "Padaria Almeida" });
    await announce(number, { field: "business_capability_update" });
    await became(number, "messaging_limit", 2000);
  });

  test("stop a number whose account is disabled, until it is reinstated", async ({ expect }) => {
    const number = await aGraphNumber();
    const ban = (state: string) =>
      announce(number, {
        field: "account_update",
        value: { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: state } },
      });
    await ban("DISABLE");
    await became(number, "status", "restricted");
    const send = async () => {
      const to = { messaging_product: "whatsapp", to: "+5511912345678", text: { body: "x" } };
      const path = `/v26.0/${number.phoneNumberId}/messages`;
      return (await askGraph(number.token, "POST", path, to)).json.error?.code;
    };
    expect(await send()).toBe(131031);
    await ban("REINSTATE");
    expect(await send()).toBeUndefined();
  });

  test("of every field come in by webhook, and none changes what nobody named", async ({
    expect,
  }) => {
    const number = await aGraphNumber();
    const fields = [
      "account_alerts",
      "account_review_update",
      "account_update",
      "business_capability_update",
      "phone_number_name_update",
      "security",
    ];
    for (const field of fields) expect((await announce(number, { field })).status).toBe(202);
    await until(async () => {
      const { body } = await call(number.tenant, "GET /inbound-changes?limit=100");
      const seen = body.data?.map(({ field }) => field) ?? [];
      return fields.every((field) => seen.includes(field));
    });
    const { body } = await call(number.tenant, `GET /numbers/${number.id}`);
    expect(body).toMatchObject({ status: "connected", verified_name: "Sandbox" });
  });

  test("need a field that is known, and a number of the sandbox that is theirs", async ({
    expect,
  }) => {
    const number = await aGraphNumber();
    const strange = await announce(number, { field: "messages" });
    expect([strange.status, strange.body.errors?.[0]?.pointer]).toEqual([400, "/field"]);
    const foreign = await announce({ ...number, tenant: await aTenant() }, { field: "security" });
    expect(foreign.status).toBe(404);
  });
});
