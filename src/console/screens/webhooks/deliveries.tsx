import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import {
  deliveriesQuery,
  OUTCOMES,
  retryDelivery,
  type Delivery,
  type Outcome,
} from "../../api/webhooks.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { INPUT } from "../../ui/field.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { LongTime } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

/** Every attempt of the last 14 days, the newest first. */
export function Deliveries({ id }: { id: string }) {
  const t = useTranslations();
  const [outcome, setOutcome] = useState<Outcome>();
  const query = useInfiniteQuery(deliveriesQuery(id, outcome));
  const deliveries = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const filter = (
    <select
      aria-label={t("webhooks.outcome")}
      className={`${INPUT} h-9 max-w-52`}
      onChange={({ target: { value } }) => setOutcome(OUTCOMES.find((one) => one === value))}
      value={outcome ?? ""}
    >
      <option value="">{t("webhooks.anyOutcome")}</option>
      {OUTCOMES.map((one) => (
        <option key={one} value={one}>
          {t("webhooks.outcomeIs", { outcome: one })}
        </option>
      ))}
    </select>
  );
  return (
    <Card aside={filter} title={t("webhooks.log")}>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && deliveries.length === 0 && !query.hasNextPage && (
        <p className="text-sm text-ink-2">{t("webhooks.nothingPosted")}</p>
      )}
      <ol className="divide-y divide-line">
        {deliveries.map((delivery) => (
          <li className="py-3 first:pt-0 last:pb-0" key={delivery.id}>
            <Line delivery={delivery} />
          </li>
        ))}
      </ol>
      <MoreButton className="mt-3" query={query} />
    </Card>
  );
}

const TONES: Record<Outcome, Tone> = {
  succeeded: "good",
  pending: "warn",
  failed: "neutral",
  abandoned: "bad",
};

function Line({ delivery }: { delivery: Delivery }) {
  const t = useTranslations("webhooks");
  const queries = useQueryClient();
  const retrying = useMutation({
    mutationFn: () => retryDelivery(delivery.id),
    onSuccess: async () => {
      toast(t("retried"));
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
    },
  });
  const { outcome, status_code: status, error, next_attempt_at: next } = delivery;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <span className="grid min-w-0 grow basis-60 gap-0.5">
        <code className="truncate text-xs font-semibold">{delivery.type}</code>
        <span className="text-xs text-ink-3">
          <LongTime at={delivery.at} />
          {` · #${delivery.seq} · ${t("attempt", { attempt: delivery.attempt, ms: delivery.latency_ms })}`}
        </span>
        {next !== null && (
          <span className="text-xs text-warn">
            {t.rich("nextAttempt", { time: () => <LongTime at={next} /> })}
          </span>
        )}
        {delivery.response !== null && (
          <details className="text-xs text-ink-2">
            <summary className="w-fit cursor-pointer py-1">{t("answer")}</summary>
            <code className="block max-h-40 overflow-y-auto break-all whitespace-pre-wrap">
              {delivery.response}
            </code>
          </details>
        )}
      </span>
      <Chip tone={TONES[outcome]}>
        {t("outcomeIs", { outcome })}
        {status !== null && ` · ${status}`}
        {status === null && error !== null && ` · ${t("why", { error })}`}
      </Chip>
      {may("webhooks:write") && (
        <Button
          aria-label={t("retryOf", { type: delivery.type, seq: delivery.seq })}
          busy={retrying.isPending}
          look="quiet"
          onClick={() => retrying.mutate()}
        >
          {t("retry")}
        </Button>
      )}
      {retrying.isError && <ProblemNote className="basis-full" error={retrying.error} />}
    </div>
  );
}
