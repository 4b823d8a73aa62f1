import { connectNumber } from "#features/numbers/connect-number";
import type { TemplateView } from "#features/templates/schemas";
import type { ScopedContext } from "#platform/context";

import { ask } from "../../fixtures/call.ts";
import { eventsOf } from "../../fixtures/events.ts";
import {
  aMetaNumber,
  connectAnswers,
  mockGraph,
  someDigits,
  type GraphAnswers,
} from "../../fixtures/graph.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";

export const BODY = {
  type: "BODY",
  text: "Hello {{1}}, your order {{2}} is on its way to you.",
  example: { body_text: [["Ana", "A-1"]] },
};

export interface Shop extends TenantFixture {
  readonly wabaId: string;
  readonly numberId: string;
  readonly metaId: string;
  readonly calls: string[];
  readonly sent: () => unknown;
}

/** A workspace with a cloud number whose account takes templates. */
export async function aShop(
  answers: (wabaId: string, metaId: string) => GraphAnswers = () => ({}),
): Promise<Shop> {
  const tenant = await aTenant();
  const meta = aMetaNumber();
  const metaId = someDigits(15);
  const create = `POST /${meta.wabaId}/message_templates`;
  const { calls, spy } = mockGraph({
    ...connectAnswers(meta),
    [create]: () => Response.json({ id: metaId, status: "PENDING", category: "UTILITY" }),
    [`DELETE /${meta.wabaId}/message_templates`]: () => Response.json({ success: true }),
    ...answers(meta.wabaId, metaId),
  });
  const { id } = await connectNumber(tenant.ctx, {
    kind: "cloud",
    waba_id: meta.wabaId,
    phone_number_id: meta.phoneNumberId,
    access_token: "EAAG",
  });
  calls.length = 0;
  const sent = (): unknown => {
    const [, init] = spy.mock.calls.find(([, made]) => made?.body !== undefined) ?? [];
    return JSON.parse(typeof init?.body === "string" ? init.body : "null");
  };
  return { ...tenant, wabaId: meta.wabaId, numberId: id, metaId, calls, sent };
}

export const input = (shop: Shop, overrides: object = {}) => ({
  number_id: shop.numberId,
  name: "order_shipped",
  language: "en_US",
  category: "UTILITY",
  components: [BODY],
  ...overrides,
});

export async function aDraft(shop: Shop, overrides: object = {}): Promise<TemplateView> {
  const response = await ask(shop, "POST /templates", input(shop, overrides));
  if (response.status !== 201) throw new Error(`no draft: ${await response.text()}`);
  return response.json();
}

export const codeOf = async (response: Response) => (await response.json<{ code: string }>()).code;
export const told = async (ctx: ScopedContext) =>
  (await eventsOf(ctx)).filter((event) => event.type.startsWith("template."));
export const rowsOf = (ctx: ScopedContext) => ctx.db.query.templates.findMany();
