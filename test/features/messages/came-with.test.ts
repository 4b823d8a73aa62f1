import { describe, test } from "vitest";

import { contacts, messages } from "#db/tenant/schema";
import { planCampaign, runChunk } from "#features/campaigns/index";
import { launchCampaign } from "#features/campaigns/launch-campaign";
import { applyMail } from "#features/inbound/apply-mail";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call.ts";
import {
  aDraft,
  aPlannedCampaign,
  aSender,
  chunksOf,
  exec,
  people,
  quiet,
  reload,
} from "../../fixtures/campaign.ts";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { rowsWritten } from "../../fixtures/rows-written.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
} from "../../fixtures/webhooks/meta-webhook.ts";

const PRODUCT = { catalog_id: "1948", product_retailer_id: "di9ozbzfi4" };
const AD = { source_type: "ad", source_id: "1202263", ctwa_clid: "Aff-n8ZTODiE79d22KtAwQKj9e" };

describe("a message that comes in", () => {
  test("shows what it answers to, the ad behind it, and what is wrong with it", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const number = await aConnectedNumber(tenant.ctx);
    const contact = aContactRow();
    const ours = aMessageRow({
      numberId: number.id,
      contactId: contact.id,
      wamid: `wamid.${newId("event")}`,
    });
    await tenant.ctx.db.batch([
      tenant.ctx.db.insert(contacts).values(contact),
      tenant.ctx.db.insert(messages).values(ours),
    ]);
    const plain = aText();
    const reply = aText({ context: { id: ours.wamid } });
    const stranger = aText({ context: { id: "wamid.gone" } });
    const forwarded = aText({ context: { forwarded: true } });
    const asked = aText({ context: { referred_product: PRODUCT } });
    const led = aText({ referral: AD });
    const broken = aText({
      type: "unsupported",
      errors: [{ code: 131051, title: "Unknown", error_data: { details: "Not supported" } }],
    });
    const sent = [plain, reply, stranger, forwarded, asked, led, broken];
    await deliverAndDrain(tenant.ctx, envelope(number.wabaId, change(number, { messages: sent })));

    const { body } = await call(tenant, "GET /messages?direction=inbound");
    const shown = new Map(body.data?.map((message) => [message["wamid"], message]));
    const lone = { message_id: null, wamid: null, forwarded: false, referred_product: null };
    expect(sent.map(({ id }) => shown.get(id))).toMatchObject([
      { context: null, referral: null, errors: [] },
      { context: { ...lone, message_id: ours.id, wamid: ours.wamid } },
      { context: { ...lone, wamid: "wamid.gone" } },
      { context: { ...lone, forwarded: true } },
      { context: { ...lone, referred_product: PRODUCT } },
      { context: null, referral: AD },
      { errors: [{ code: 131051, title: "Unknown", message: null, details: "Not supported" }] },
    ]);
    const one = await call(tenant, `GET /messages/${String(shown.get(reply.id)?.["id"])}`);
    expect(one.body["context"]).toMatchObject({ message_id: ours.id });
    const thread = String(shown.get(reply.id)?.["conversation_id"]);
    const { body: read } = await call(tenant, `GET /conversations/${thread}/messages`);
    expect(read.data?.find(({ wamid }) => wamid === reply.id)).toMatchObject({
      context: { message_id: ours.id },
    });
  });

  test("costs no row more for what comes with it", async ({ expect }) => {
    const { ctx } = await aTenant();
    const number = await aConnectedNumber(ctx);
    const apply = (seq: number, over: Readonly<Record<string, unknown>>) =>
      rowsWritten(ctx, (on) =>
        applyMail(on, [
          {
            seq,
            receivedAtMs: Date.now(),
            body: JSON.stringify({
              entry_id: "1",
              time: null,
              change: change(number, { messages: [aText(over)] }),
            }),
            r2Key: null,
          },
        ]),
      );
    await apply(1, {});
    expect(await apply(2, { referral: AD, context: { forwarded: true } })).toBe(await apply(3, {}));
  });
});

test("a campaign's message shows what the person reads, once it is sent", async ({ expect }) => {
  const sender = await aSender();
  const { ctx } = sender;
  await people(ctx, 1);
  const { id } = await aDraft(sender);
  await launchCampaign(quiet(ctx), id);
  await planCampaign(quiet(ctx), id);
  const campaign = await reload(ctx, id);
  for (const chunk of chunksOf(ctx, campaign)) await runChunk(quiet(ctx), chunk);
  const { body } = await call(sender, `GET /campaigns/${id}/recipients`);
  expect(body.data).toMatchObject([
    {
      type: "template",
      content: {
        name: expect.any(String),
        rendered: { body: expect.stringMatching(/^[^{]+$/), buttons: [] },
      },
    },
  ]);
  const [posted] = await ctx.sandbox.ledger({ limit: 1 });
  expect(JSON.stringify(posted)).not.toContain("rendered");
});

test("a campaign's message whose run was lost shows it once Meta tells that it was sent", async ({
  expect,
}) => {
  const sender = await aSender({ variables: 1 });
  await people(sender.ctx, 1, () => ({ name: "Ana" }));
  const { id } = await aPlannedCampaign(sender, { variables: { "body.1": { field: "name" } } });
  const shown = async () => {
    const { body } = await call(sender, `GET /campaigns/${id}/recipients`);
    return body.data?.[0]?.["content"];
  };
  expect(await shown()).toBeNull();
  await exec(sender.ctx, "UPDATE messages SET state = 'delivered', delivered_at = 1");
  expect(await shown()).toMatchObject({
    name: "spring",
    components: [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }],
    rendered: { body: "Hello Ana, spring is here." },
  });
  await exec(sender.ctx, "DELETE FROM templates");
  expect(await shown()).toBeNull();
});

test("a single template message shows it from the first answer on, whatever the caller leaves out", async ({
  expect,
}) => {
  const sender = await aSender({ category: "UTILITY" });
  const template = { name: "spring", language: { code: "en_US" }, components: [{ type: "body" }] };
  const { status, body } = await call(
    sender,
    "POST /messages",
    { to: "+34600000001", template },
    aKey(),
  );
  const content = { ...template, rendered: { body: "Spring is here." } };
  expect([status, body]).toMatchObject([202, { content }]);
  const { body: read } = await call(sender, `GET /messages/${String(body["id"])}`);
  expect(read).toMatchObject({ content });
});
