import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";

import { numbersQuery, type PhoneNumber } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { buttonLook } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NumberQuality, NumberStatus } from "../../ui/number-status.tsx";

/** Every number of the workspace, and how it does. */
export function Numbers() {
  const t = useTranslations("numbers");
  const query = useQuery(numbersQuery);
  const numbers = query.data?.data ?? [];
  const act = may("numbers:write") && (
    <Link className={buttonLook("primary")} to="/settings/numbers/new">
      <Icon name="plus" />
      {t("connect")}
    </Link>
  );
  return (
    <Card aside={numbers.length > 0 && act} title={t("title")}>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && numbers.length === 0 && (
        <EmptyState icon="phone" text={t("emptyText")} title={t("emptyTitle")}>
          {act}
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {numbers.map((number) => (
          <li key={number.id}>
            <Line number={number} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Line({ number }: { number: PhoneNumber }) {
  const t = useTranslations("numbers");
  const format = useFormatter();
  const { id, kind, name, status } = number;
  return (
    <Link
      className="-mx-2 my-1 flex flex-wrap items-center gap-x-4 gap-y-1.5 rounded-lg px-2 py-2.5 hover:bg-sunken"
      params={{ id }}
      to="/settings/numbers/$id"
    >
      <span className="grid min-w-0 grow basis-48">
        <bdi className="truncate text-sm font-medium">{name}</bdi>
        <bdi className="tabular text-xs text-ink-3">{number.display_phone_number}</bdi>
      </span>
      <span className="tabular text-xs text-ink-2">
        {number.messaging_limit === null
          ? t("limitNone")
          : t("limitShort", { limit: format.number(number.messaging_limit) })}
      </span>
      {kind === "sandbox" ? (
        <Chip icon="flask-conical">{t("sandbox")}</Chip>
      ) : (
        <NumberQuality quality={number.quality_rating} />
      )}
      <NumberStatus status={status} />
    </Link>
  );
}
