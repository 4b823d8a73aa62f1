import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { messageDaysQuery, overviewQuery } from "../../api/analytics.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { Days } from "./days.tsx";
import { FigureCards } from "./figure-cards.tsx";
import { SaveTable } from "./save-table.tsx";
import { AgentCard, SpendCard, TemplateCard } from "./tables.tsx";

const SPANS = [7, 30, 90] as const;

/** What happened in the last days, in figures that the API counts. */
export function Reports() {
  const t = useTranslations("reports");
  const { days = 30 } = useSearch({ from: "/signed-in/reports" });
  const overview = useQuery(overviewQuery(days));
  const messages = useQuery(messageDaysQuery(days));
  const failed = [overview, messages].find(({ isError }) => isError);
  return (
    <Page act={<SaveTable days={days} />} lead={t("lead")} title={t("title")}>
      <nav aria-label={t("span")} className="mb-4 flex gap-1">
        {SPANS.map((span) => (
          <Link
            activeOptions={{ includeSearch: true }}
            aria-current={span === days ? "page" : undefined}
            className={
              span === days
                ? "rounded-lg bg-accent-soft px-3 py-2 text-sm font-medium text-accent-strong"
                : "rounded-lg px-3 py-2 text-sm font-medium text-ink-2 hover:bg-sunken"
            }
            key={span}
            search={{ days: span }}
            to="/reports"
          >
            {t("days", { count: span })}
          </Link>
        ))}
      </nav>
      {failed && (
        <ProblemNote
          className="mb-4"
          error={failed.error}
          onRetry={() => {
            void overview.refetch();
            void messages.refetch();
          }}
        />
      )}
      {overview.isPending || messages.isPending ? (
        <Skeleton lines={5} />
      ) : (
        <div className="grid gap-4">
          {overview.data && <FigureCards overview={overview.data} />}
          {messages.data && <Days days={messages.data.data} />}
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <TemplateCard days={days} />
            <div className="grid gap-4">
              <AgentCard days={days} />
              <SpendCard days={days} />
            </div>
          </div>
        </div>
      )}
    </Page>
  );
}
