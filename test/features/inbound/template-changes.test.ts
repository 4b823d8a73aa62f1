import { describe, test } from "vitest";

import { templates } from "#db/tenant/schema";
import type { InboundChangePage } from "#features/inbound/schemas";
import type { TemplateView } from "#features/templates/schemas";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { templateChange } from "../../fixtures/webhooks/each-change.ts";
import {
  aConnectedNumber,
  deliverAndDrain,
  envelope,
  metaId,
} from "../../fixtures/webhooks/meta-webhook.ts";

/** A workspace with a template that Meta approved, and a way for Meta to tell of it. */
async function anApproved() {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  const template = { metaTemplateId: metaId(), name: "offer" };
  const id = newId("template");
  await tenant.ctx.db.insert(templates).values({
    id,
    wabaId: number.wabaId,
    numberId: number.id,
    ...template,
    language: "en",
    category: "MARKETING",
    parameterFormat: "POSITIONAL",
    components: [{ type: "BODY", text: "Old bread." }],
    status: "approved",
    createdAt: 1,
    updatedAt: 1,
  });
  const tell = (value: object, field?: string) =>
    deliverAndDrain(tenant.ctx, envelope(number.wabaId, templateChange(template, value, field)));
  return { tenant, id, tell, template, number };
}

const read = async (tenant: TenantFixture, id: string) =>
  (await call<TemplateView>(tenant, `GET /templates/${id}`)).body;
const listed = async (tenant: TenantFixture) =>
  (await call<InboundChangePage>(tenant, "GET /inbound-changes")).body.data;

describe("what Meta tells of an approved template", () => {
  test("changes and tells nothing when it is approved again", async ({ expect }) => {
    const { tenant, id, tell } = await anApproved();
    const before = await read(tenant, id);
    await tell({ event: "APPROVED", reason: "NONE" });
    expect(await listed(tenant)).toMatchObject([{ state: "applied" }]);
    expect(await read(tenant, id)).toEqual(before);
    expect(await eventTypes(tenant.ctx)).toEqual([]);
  });

  test("is only kept when nobody knows the word", async ({ expect }) => {
    const { tenant, id, tell } = await anApproved();
    const before = await read(tenant, id);
    await tell({ event: "A_WORD_OF_TOMORROW" });
    expect(await listed(tenant)).toMatchObject([
      { state: "stored", items: [{ kind: "template" }] },
    ]);
    expect(await read(tenant, id)).toEqual(before);
    expect(await eventTypes(tenant.ctx)).toEqual(["inbound.stored"]);
  });

  test.for(["FLAGGED", "LOCKED", "PENDING_DELETION"])(
    "is a mark when it is %s",
    async (event, { expect }) => {
      const { tenant, id, tell } = await anApproved();
      await tell({ event });
      const marks = [event.toLowerCase()];
      expect(await read(tenant, id)).toMatchObject({ status: "approved", marks });
      expect(await eventTypes(tenant.ctx)).toEqual(["template.marked"]);
    },
  );

  test("becomes what it says", async ({ expect }) => {
    const { tenant, id, tell } = await anApproved();
    const said = { message_template_element: "Fresh bread.", message_template_footer: "Bye" };
    await tell(said, "message_template_components_update");
    expect(await read(tenant, id)).toMatchObject({
      components: [
        { type: "BODY", text: "Fresh bread." },
        { type: "FOOTER", text: "Bye" },
      ],
    });
    expect(await listed(tenant)).toMatchObject([{ state: "applied" }]);
    expect(await eventTypes(tenant.ctx)).toEqual(["template.components_changed"]);
  });

  test("leaves another workspace's template of that name alone", async ({ expect }) => {
    const [one, other] = [await anApproved(), await anApproved()];
    await one.tell({ event: "DISABLED" });
    expect((await read(one.tenant, one.id)).status).toBe("disabled");
    expect((await read(other.tenant, other.id)).status).toBe("approved");
  });
});
