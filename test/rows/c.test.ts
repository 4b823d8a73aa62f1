import { beforeAll, describe, test } from "vitest";

import { anAsker, type Asker } from "./caller.ts";

/** Rows 46 to 56 and 60: phones and contacts. */
describe("C", () => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await anAsker();
  });
  const add = (body: object) => asker.say("POST /contacts", { body });

  test.for([
    ["+1 (555) 225-4567", "+15552254567"],
    ["0034 600 333 001", "+34600333001"],
    ["tel:+34-600-333-002", "+34600333002"],
    ["＋３４６００３３３００３", "+34600333003"],
    ["+٣٤٦٠٠٣٣٣٠٠٤", "+34600333004"],
  ] as const)("46, 49: %j is the phone %s", async ([phone, e164], { expect }) => {
    const { status, code, body } = await add({ phone });
    if (status === 201) expect(body["phone"]).toBe(e164);
    else expect([status, code]).toEqual([422, "invalid_phone"]);
  });

  test("47: a phone without a country is 422 where the workspace has none", async ({ expect }) => {
    const answer = await add({ phone: "5552254567" });
    expect([answer.status, answer.code]).toEqual([422, "country_required"]);
  });

  test.for(["+999123456789", "+0123456789", "+1234567890123456", "+123"])(
    "48: %j is 422",
    async (phone, { expect }) => {
      const answer = await add({ phone });
      expect([answer.status, answer.code, answer.pointers]).toEqual([
        422,
        "invalid_phone",
        ["/phone"],
      ]);
    },
  );

  test.for(["+1555225456O", "1-800-FLOWERS", "+1 800 FLOWERS"])(
    "50: letters are no digits: %j is 422",
    async (phone, { expect }) => {
      const answer = await add({ phone });
      expect(answer.status).toBe(422);
      expect(["invalid_phone", "country_required"]).toContain(answer.code);
    },
  );

  test.for([
    ["Brazil", "+5511987650301", "+551187650301"],
    ["Mexico", "+5215512345301", "+525512345301"],
    ["Argentina", "+5491123450301", "+541123450301"],
  ] as const)("51: both spellings of %s are one person", async ([, one, other], { expect }) => {
    const made = await add({ phone: one });
    const again = await add({ phone: other });
    expect([made.status, again.status, again.code]).toEqual([201, 409, "contact_exists"]);
  });

  test("52: a second contact with a phone is 409 and told which has it; a batch tells its row", async ({
    expect,
  }) => {
    const first = await add({ phone: "+34600333010" });
    const second = await add({ phone: "0034 600 333 010" });
    expect([second.status, second.code]).toEqual([409, "contact_exists"]);
    expect(JSON.stringify(second.body)).toContain(first.body["id"]);
    const items = [{ phone: "+34600333011" }, { phone: "0034600333011" }];
    const batch = await asker.say("POST /contacts/batch", { body: { items } });
    expect(batch.body).toMatchObject({ created: 1, results: [{ index: 0 }, { index: 1 }] });
  });

  test("53: one's own number is no recipient", async ({ expect }) => {
    const at = await anAsker();
    const number = await at.say("POST /numbers", { body: { kind: "sandbox" } });
    const { status, code } = await at.say("POST /messages", {
      body: { to: number.body["display_phone_number"], text: { body: "Hello" } },
      headers: { "idempotency-key": crypto.randomUUID() },
    });
    // The sandbox's numbers are no phones that anybody could have: either says so.
    expect(status).toBe(422);
    expect(["recipient_is_sender", "invalid_phone"]).toContain(code);
  });

  test.for(["US.", "us.1349", `US.${"1".repeat(200)}`, "US.13 49", "1349"])(
    "54: %j is no user id",
    async (bsuid, { expect }) => {
      const answer = await add({ bsuid });
      expect([answer.status, answer.code]).toEqual([422, "invalid_user_id"]);
    },
  );

  test("55: who is suppressed may be a contact again, and gets no marketing", async ({
    expect,
  }) => {
    const phone = "+34600333020";
    await asker.say("POST /suppressions", { body: { contact: phone, reason: "requested" } });
    const made = await add({ phone });
    expect([made.status, made.body["suppressed"]]).toEqual([201, true]);
    const preview = await asker.say("POST /campaigns/audience-preview", {
      body: { audience: { contacts: [`phone:${phone}`] } },
    });
    expect(preview.body).toMatchObject({ eligible: 0 });
  });

  test.for([
    ["x".repeat(10_000), 400],
    ["   ", 400],
    ["\u200b\u2060", 400],
    ["null", 201],
  ] as const)("56: the name %j", async ([name, status], { expect }) => {
    const answer = await add({ bsuid: `BR.${Date.now()}${name.length}`, name });
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.pointers).toEqual(["/name"]);
    else expect(answer.body["name"]).toBe(name);
  });

  test.for(["Mars/Phobos", "+05:30", "Europe/Nowhere", ""])(
    "60: %j is no time zone",
    async (timezone, { expect }) => {
      const answer = await add({ phone: "+34600333030", timezone });
      expect([400, 422]).toContain(answer.status);
      expect(answer.pointers).toEqual(["/timezone"]);
    },
  );

  test("60: an alias of a time zone is one (the contract takes IANA's aliases and UTC)", async ({
    expect,
  }) => {
    for (const timezone of ["UTC", "Asia/Calcutta", "America/Sao_Paulo"]) {
      const answer = await add({ bsuid: `BR.${Date.now()}${timezone.length}00`, timezone });
      expect([timezone, answer.status]).toEqual([timezone, 201]);
    }
  });
});
