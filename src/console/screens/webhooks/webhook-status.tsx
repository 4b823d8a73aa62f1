import { useTranslations } from "use-intl";

import type { Webhook } from "../../api/webhooks.ts";
import { Chip } from "../../ui/chip.tsx";

/** How its receiver does, in one word. */
export function WebhookStatus({ webhook }: { webhook: Webhook }) {
  const t = useTranslations("webhooks");
  if (webhook.status === "disabled")
    return (
      <Chip icon="pause" tone={webhook.disabled_reason === "requested" ? "neutral" : "bad"}>
        {t("disabled", { reason: webhook.disabled_reason ?? "requested" })}
      </Chip>
    );
  if (webhook.failing_since !== null)
    return (
      <Chip icon="triangle-alert" tone="warn">
        {t("failing")}
      </Chip>
    );
  return (
    <Chip icon="check" tone="good">
      {t("works")}
    </Chip>
  );
}
