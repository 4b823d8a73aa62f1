import { env } from "cloudflare:workers";
import { test } from "vitest";

import { messages } from "#db/tenant/schema";
import { JOB_HANDLERS } from "#jobs";
import { runJob } from "#platform/queue/run-job";
import { forgetTenant } from "#platform/tenancy";

import { call } from "../../fixtures/call.ts";
import { aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  envelope,
} from "../../fixtures/webhooks/meta-webhook.ts";
import { control } from "../accounts/fixture.ts";

const FROM = "34600912345";

test("what was to be sent stays, and a STOP counts", async ({ expect }) => {
  const t = await aTenant();
  const number = await aConnectedNumber(t.ctx);
  const says = (body: string) =>
    deliver(
      envelope(
        number.wabaId,
        change(number, { messages: [aText({ from: FROM, text: { body } })] }),
      ),
    );
  const contact = () => call(t, `GET /contacts/${encodeURIComponent(`phone:+${FROM}`)}`);
  await says("Hola");
  const known = await until(async () => {
    const { status, body } = await contact();
    return status === 200 && body;
  });
  await control(
    "UPDATE tenants SET closing_at = ?2 WHERE id = ?1",
    t.tenant.id,
    Date.now() + 60_000,
  );
  forgetTenant(t.tenant.id);
  const row = aMessageRow({
    contactId: known["id"] as never,
    numberId: number.id as never,
    state: "queued",
  });
  await t.ctx.db.insert(messages).values(row);

  const run = { env, handlers: JOB_HANDLERS, waitUntil: () => undefined };
  for (const kind of ["outbox.send", "messages.due", "automations.due", "tenant.sweep"] as const)
    expect(await runJob(run, { kind, tenantId: t.tenant.id })).toEqual({ type: "done" });
  await says("STOP");
  await until(async () => {
    const { body } = await contact();
    return (body["consents"] as { marketing: string }).marketing === "withdrawn";
  });
  const kept = (await t.ctx.db.select().from(messages).all()).find(({ id }) => id === row.id);
  expect(kept?.state).toBe("queued");
});
