import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { webhooksQuery, type Webhook } from "../../api/webhooks.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { WebhookStatus } from "./webhook-status.tsx";

/** Where this workspace's events are posted to. */
export function Webhooks() {
  const t = useTranslations("webhooks");
  const query = useQuery(webhooksQuery);
  const webhooks = query.data?.data ?? [];
  const act = may("webhooks:write") && (
    <LinkButton icon="plus" look="primary" to="/settings/webhooks/new">
      {t("new")}
    </LinkButton>
  );
  return (
    <Card aside={webhooks.length > 0 && act} title={t("title")}>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && webhooks.length === 0 && (
        <EmptyState icon="webhook" text={t("emptyText")} title={t("emptyTitle")}>
          {act}
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {webhooks.map((webhook) => (
          <li key={webhook.id}>
            <Line webhook={webhook} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Line({ webhook }: { webhook: Webhook }) {
  const t = useTranslations("webhooks");
  return (
    <Link
      className="-mx-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-2 py-3 text-sm hover:bg-canvas"
      params={{ id: webhook.id }}
      to="/settings/webhooks/$id"
    >
      <span className="grid min-w-0 grow basis-64 gap-0.5">
        <bdi className="truncate font-medium">{webhook.url}</bdi>
        <span className="truncate text-xs text-ink-3">
          {webhook.types.includes("*")
            ? t("everything")
            : t("typeCount", { count: webhook.types.length, first: webhook.types[0] ?? "" })}
          {webhook.numbers !== null && ` · ${t("numberCount", { count: webhook.numbers.length })}`}
        </span>
      </span>
      <WebhookStatus webhook={webhook} />
    </Link>
  );
}
