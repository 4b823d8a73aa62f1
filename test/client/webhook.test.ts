import { describe, test } from "vitest";

import { receiveWebhook } from "../../client/examples/receive-webhook.ts";
import type { Event } from "../../client/src/index.ts";
import { call } from "../fixtures/call.ts";
import { aTenant } from "../fixtures/tenant.ts";
import { until } from "../fixtures/until.ts";
import { aHost, aWebhook, SECRET, type Post } from "../fixtures/webhooks.ts";

/** A delivery of the Worker as it came to a host outside, and the secret of its webhook. */
async function aDelivery() {
  const tenant = await aTenant();
  const host = aHost();
  const { secret } = await aWebhook(tenant, host, { types: ["contact.created"] });
  const { body } = await call(tenant, "POST /contacts", { phone: "+5511987655001" });
  const post = await until(() => host.posts[0]);
  return { post, secret, contactId: body["id"] };
}

const asRequest = ({ headers, body }: Post) =>
  new Request("https://shop.example/hook", { method: "POST", headers, body });

describe("the example of a receiver", () => {
  test("takes what the Worker posted, and its event is told once", async ({ expect }) => {
    const { post, secret, contactId } = await aDelivery();
    const told: Event[] = [];
    const answer = await receiveWebhook(asRequest(post), secret, async (event) => {
      told.push(event);
    });
    expect(answer.status).toBe(204);
    expect(told).toMatchObject([{ type: "contact.created", data: { contact_id: contactId } }]);
    expect(told[0]?.id).toBe(post.headers.get("webhook-id"));
  });

  test("refuses what was changed, came late, or was signed by somebody else", async ({
    expect,
  }) => {
    const { post, secret } = await aDelivery();
    const changed = { ...post, body: post.body.replace("contact.created", "contact.deleted") };
    const late = { ...post, headers: new Headers(post.headers) };
    late.headers.set("webhook-timestamp", String(Math.floor(Date.now() / 1000) - 600));
    const bare = { ...post, headers: new Headers() };
    const tries = [
      [changed, secret],
      [late, secret],
      [bare, secret],
      [post, SECRET],
    ] as const;
    for (const [given, by] of tries) {
      const never = () => Promise.reject(new Error("nothing is dealt with"));
      expect((await receiveWebhook(asRequest(given), by, never)).status).toBe(401);
    }
  });
});
