import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";

import { limitsQuery } from "../../api/number-care.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { NumberQuality } from "../../ui/number-status.tsx";
import { Fact, FACTS } from "./fact.tsx";
import { useNumberWords } from "./use-number-words.ts";

/** How much Meta takes of a number, to all and to one person. */
export function LimitsCard({ id }: { id: string }) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useNumberWords();
  const query = useQuery(limitsQuery(id));
  const limits = query.data;
  return (
    <Card title={t("care.limits")}>
      {query.isPending && <Skeleton className="px-0" lines={2} />}
      {query.isError && (
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} words={words} />
      )}
      {limits && (
        <dl className={FACTS}>
          <Fact label={t("numbers.limitLabel")}>
            {limits.messaging_limit === null
              ? t("numbers.limitNone")
              : t("numbers.limitLong", { limit: format.number(limits.messaging_limit) })}
          </Fact>
          <Fact label={t("numbers.throughput")}>
            {t("numbers.perSecond", { rate: limits.throughput_mps })}
          </Fact>
          <Fact label={t("care.pair")}>
            {t("care.pairRate", {
              burst: limits.pair_rate.burst,
              seconds: limits.pair_rate.every_seconds,
            })}
          </Fact>
          <Fact label={t("numbers.qualityLabel")}>
            <NumberQuality quality={limits.quality_rating} />
          </Fact>
          <Fact label={t("care.shared")}>
            {t("care.sharedWith", { count: limits.shared_with.length })}
          </Fact>
        </dl>
      )}
    </Card>
  );
}
