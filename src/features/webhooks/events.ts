import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { DisableReason } from "#core/webhook/states";

export const webhookDisabled = (id: Id<"webhook">, reason: DisableReason): NewEvent => ({
  type: "webhook.disabled",
  data: { webhook_id: id, reason },
});

export const webhookEnabled = (id: Id<"webhook">): NewEvent => ({
  type: "webhook.enabled",
  data: { webhook_id: id },
});
