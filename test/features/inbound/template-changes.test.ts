import { test } from "vitest";

import { templates } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  deliverAndDrain,
  envelope,
  metaId,
} from "../../fixtures/webhooks/meta-webhook.ts";

test("an approval of a template that is approved already changes and tells nothing", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  const metaTemplateId = metaId();
  await tenant.ctx.db.insert(templates).values({
    id: newId("template"),
    wabaId: number.wabaId,
    numberId: number.id,
    name: "offer",
    language: "en",
    category: "MARKETING",
    parameterFormat: "POSITIONAL",
    components: [],
    status: "approved",
    metaTemplateId,
    createdAt: 1,
    updatedAt: 1,
  });
  const approval = {
    field: "message_template_status_update",
    value: {
      event: "APPROVED",
      message_template_id: Number(metaTemplateId),
      message_template_name: "offer",
      message_template_language: "en",
      reason: "NONE",
    },
  };
  await deliverAndDrain(tenant.ctx, envelope(number.wabaId, approval));
  expect((await call(tenant, "GET /inbound-changes")).body.data).toMatchObject([
    { state: "applied" },
  ]);
  expect(await tenant.ctx.db.query.templates.findMany()).toMatchObject([{ status: "approved" }]);
  expect(await tenant.ctx.db.query.events.findMany()).toHaveLength(1);
});
