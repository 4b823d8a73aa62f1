import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { webhookQuery } from "../../api/webhooks.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LongTime } from "../../ui/time.tsx";
import { Deliveries } from "./deliveries.tsx";
import { EditWebhook } from "./edit-webhook.tsx";
import { WebhookActs } from "./webhook-acts.tsx";
import { WebhookStatus } from "./webhook-status.tsx";

/** One webhook: how it does, what was posted, and what it is. */
export function WebhookPage() {
  const t = useTranslations("webhooks");
  const { id } = useParams({ from: "/signed-in/settings/webhooks/$id" });
  const query = useQuery(webhookQuery(id));
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.data === undefined)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const { body: webhook } = query.data;
  return (
    <>
      <Card aside={<WebhookStatus webhook={webhook} />} title={t("one")}>
        <div className="grid gap-3 text-sm">
          <p className="font-medium break-all">{webhook.url}</p>
          {webhook.failing_since !== null && (
            <p className="text-warn">
              {t.rich("failingSince", {
                time: () => <LongTime at={webhook.failing_since ?? ""} />,
              })}{" "}
              {webhook.paused_until !== null &&
                t.rich("pausedUntil", {
                  time: () => <LongTime at={webhook.paused_until ?? ""} />,
                })}
            </p>
          )}
          {webhook.old_secret_until !== null && (
            <p className="text-xs text-ink-2">
              {t.rich("oldSecret", {
                time: () => <LongTime at={webhook.old_secret_until ?? ""} />,
              })}
            </p>
          )}
          {webhook.replaying && <p className="text-xs text-ink-2">{t("replaying")}</p>}
          {may("webhooks:write") && <WebhookActs webhook={webhook} />}
        </div>
      </Card>
      <Deliveries id={id} />
      {may("webhooks:write") && <EditWebhook version={query.data} />}
    </>
  );
}
