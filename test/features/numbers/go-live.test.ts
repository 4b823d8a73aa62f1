import { afterEach, test, vi } from "vitest";

import { keepNumber } from "#features/numbers/keep-number";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aMetaNumber, connectAnswers, mockGraph, type MetaNumber } from "../../fixtures/graph.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";

afterEach(() => vi.restoreAllMocks());

const cloud = ({ phoneNumberId, wabaId }: MetaNumber) => ({
  kind: "cloud" as const,
  waba_id: wabaId,
  phone_number_id: phoneNumberId,
  access_token: "EAAG-canary-token",
});

test("a workspace goes from the sandbox to Meta when its sandbox numbers are gone and nothing was written or heard", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const sandbox = (await call(tenant, "POST /numbers", { kind: "sandbox" })).body;
  const meta = aMetaNumber();
  mockGraph(connectAnswers(meta));
  const connect = () => call(tenant, "POST /numbers", cloud(meta));
  expect((await connect()).status).toBe(409);
  await call(tenant, `DELETE /numbers/${String(sandbox["id"])}`);
  expect((await connect()).status).toBe(201);
  expect((await call(tenant, "POST /numbers", { kind: "sandbox" })).status).toBe(409);
});

test("a workspace stays in the sandbox once a message is there, whatever becomes of its numbers", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const sandbox = (await call(tenant, "POST /numbers", { kind: "sandbox" })).body;
  await call(tenant, `POST /sandbox/numbers/${String(sandbox["id"])}/inbound`, {
    from: "+5511987655500",
    type: "text",
    text: { body: "Hello" },
  });
  await until(async () => (await tenant.ctx.db.query.messages.findMany()).length === 1);
  await call(tenant, `DELETE /numbers/${String(sandbox["id"])}`);
  const refused = await call(tenant, "POST /numbers", cloud(aMetaNumber()));
  expect([refused.status, refused.body]).toMatchObject([409, { code: "mixed_number_kinds" }]);
  const { ctx } = tenant;
  const [gone] = await ctx.db.query.numbers.findMany();
  if (gone === undefined) throw new Error("no row");
  const row = { ...gone, id: newId("number"), kind: "cloud" as const };
  await expect(keepNumber(ctx, row)).rejects.toMatchObject({ code: "mixed_number_kinds" });
});
