import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { hoursQuery, type Hours } from "../../api/hours.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LongTime } from "../../ui/time.tsx";
import { HoursForm } from "./hours-form.tsx";

/** When the business is open, and whether it is now. */
export function BusinessHours() {
  const t = useTranslations("hours");
  const query = useQuery(hoursQuery);
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.data === undefined)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Card aside={<Now hours={query.data} />} title={t("title")}>
      <p className="mb-4 text-sm text-ink-2">
        {t(query.data.updated_at === null ? "never" : "lead")}
      </p>
      <HoursForm first={query.data} />
    </Card>
  );
}

function Now({ hours: { is_open: isOpen, next_opening: next } }: { hours: Hours }) {
  const t = useTranslations("hours");
  return (
    <span className="flex flex-wrap items-center gap-2 text-xs text-ink-2">
      <Chip icon={isOpen ? "check" : "moon"} tone={isOpen ? "good" : "neutral"}>
        {t("now", { isOpen: String(isOpen) })}
      </Chip>
      {!isOpen && next !== null && t.rich("next", { time: () => <LongTime at={next} /> })}
    </span>
  );
}
