import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { imported, reportsOf, upload } from "./fixture.ts";

const DECLARED = [
  { key: "spent", type: "number" },
  { key: "born", type: "date" },
  { key: "vip", type: "boolean" },
  { key: "tier", type: "choice", choices: ["Gold", "Silver"] },
  { key: "mail", type: "email" },
];
const MAPPING = {
  Phone: "phone",
  Spent: "fields.spent",
  Born: "fields.born",
  Vip: "fields.vip",
  Tier: { to: "fields.tier" },
  Mail: "fields.mail",
  Note: "fields.note",
};

async function declared(): Promise<TenantFixture> {
  const t = await aTenant();
  for (const body of DECLARED) {
    const { status } = await call(t, "POST /fields", body);
    if (status !== 201) throw new Error(`${status}`);
  }
  return t;
}

describe("a column of a declared field", () => {
  test("is read by the type that the workspace gave it, and a cell that is not of it is told by column and code", async ({
    expect,
  }) => {
    const t = await declared();
    const file = [
      "Phone;Spent;Born;Vip;Tier;Mail;Note",
      "+5511987650001;12,5;1990-05-01;sim;GOLD;Ana@Example.com;0012",
      "+5511987650002;a lot;;;;;",
      "+5511987650003;;31/12/1990;;;;",
      "+5511987650004;;;perhaps;;;",
      "+5511987650005;;;;Bronze;;",
      "+5511987650006;;;;;ana;",
      "+5511987650007;x;y;;;;",
    ].join("\n");
    const done = await imported(t, file, { mapping: MAPPING });
    expect(done).toMatchObject({ created: 1, rejected: 6, rows: 7, reported: 7 });
    expect(done["columns"]).toMatchObject(
      [null, "number", "date", "boolean", "choice", "email", "text"].map((type) => ({ type })),
    );
    const { body } = await call(t, "GET /contacts/phone:%2B5511987650001");
    expect(body["fields"]).toEqual({
      spent: 12.5,
      born: "1990-05-01",
      vip: true,
      tier: "Gold",
      mail: "Ana@example.com",
      note: "0012",
    });
    expect(
      (await reportsOf(t, done["id"])).map((line) => line.split(",").slice(0, 4).join()),
    ).toEqual([
      "3,Spent,wrong_type,a lot",
      "4,Born,invalid_date,31/12/1990",
      "5,Vip,wrong_type,perhaps",
      "6,Tier,not_a_choice,Bronze",
      "7,Mail,invalid_email,ana",
      "8,Spent,wrong_type,x",
      "8,Born,invalid_date,y",
    ]);
  });

  test("cannot be given another type by the mapping", async ({ expect }) => {
    const t = await declared();
    const mapping = { Phone: "phone", Spent: { to: "fields.spent", type: "text" } };
    const file = "Phone,Spent\n+5511987650001,1\n";
    const refused = await upload(t, file, { mapping });
    expect([refused.status, refused.body["code"], refused.body.errors]).toMatchObject([
      400,
      "invalid_request",
      [
        {
          pointer: "/mapping/Spent",
          code: "declared_type",
          message: expect.stringMatching(/number/),
        },
      ],
    ]);
    const same = { ...mapping, Spent: { to: "fields.spent", type: "number" } };
    expect(await imported(t, file, { mapping: same })).toMatchObject({ created: 1 });
  });

  test("that is declared while its file is read is held to its type from there on", async ({
    expect,
  }) => {
    const t = await aTenant();
    const file = "Phone,Spent\n+5511987650001,1\n+5511987650002,2\n";
    const mapping = { Phone: "phone", Spent: "fields.spent" };
    const dry = await imported(t, file, { mapping, dry_run: "true" });
    expect(dry).toMatchObject({ created: 2, rejected: 0 });
    await call(t, "POST /fields", { key: "spent", type: "number" });
    const again = await imported(t, file, { mapping });
    expect(again).toMatchObject({ created: 2, rejected: 0 });
  });
});
