import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { automationsQuery, lateRunsQuery } from "../../api/automations.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { AutomationFilters } from "./automation-filters.tsx";
import { AutomationTable } from "./automation-table.tsx";
import { isFiltered, lateOf, matching, type AutomationFilter } from "./filter.ts";
import { StarterDialog, Starters } from "./starter-dialog.tsx";

/** Everything that answers by itself: what starts it, whether it runs, and how it went of late. */
export function Automations() {
  const t = useTranslations("automations");
  const filter = useSearch({ from: "/signed-in/automations" });
  const navigate = useNavigate({ from: "/automations" });
  const query = useQuery(automationsQuery);
  const all = query.data?.automations ?? [];
  const found = matching(all, filter);
  const mayWrite = may("automations:write");
  return (
    <Page act={mayWrite && all.length > 0 && <New />} lead={t("lead")} title={t("title")}>
      {(all.length > 0 || isFiltered(filter)) && (
        <AutomationFilters
          filter={filter}
          onChange={(search) => void navigate({ search, replace: true })}
        />
      )}
      <section
        aria-label={t("title")}
        className="overflow-hidden rounded-2xl border border-line bg-surface"
      >
        <Listed filter={filter} onClear={() => void navigate({ search: {} })} />
      </section>
      {query.isSuccess && all.length > 0 && (
        <p aria-live="polite" className="mt-3 px-1 text-sm text-ink-3">
          {t("shown", { count: found.length })} {t("lateNote")} {!query.data.isWhole && t("cut")}
        </p>
      )}
    </Page>
  );
}

function New() {
  const t = useTranslations("automations");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="plus" look="primary" onClick={() => setOpen(true)}>
        {t("new")}
      </Button>
      {isOpen && <StarterDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** The list, or what stands in its place; what happened of late stands beside each. */
function Listed({ filter, onClear }: { filter: AutomationFilter; onClear: () => void }) {
  const t = useTranslations("automations");
  const query = useQuery(automationsQuery);
  const late = useQuery(lateRunsQuery);
  if (query.isPending) return <Skeleton />;
  if (query.data === undefined)
    return <ProblemNote className="m-4" error={query.error} onRetry={() => void query.refetch()} />;
  const { automations: all } = query.data;
  if (all.length === 0) return <None mayWrite={may("automations:write")} />;
  const found = matching(all, filter);
  return (
    <>
      {late.isError && (
        <ProblemNote className="m-4" error={late.error} onRetry={() => void late.refetch()} />
      )}
      {found.length > 0 ? (
        <AutomationTable automations={found} late={lateOf(late.data?.data ?? [])} />
      ) : (
        <EmptyState icon="bot" text={t("noneText")} title={t("noneTitle")}>
          <Button onClick={onClear}>{t("clear")}</Button>
        </EmptyState>
      )}
    </>
  );
}

/** None yet: begin with what it is for. */
function None({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations("automations");
  return (
    <>
      <EmptyState
        icon="bot"
        text={t(mayWrite ? "emptyText" : "emptyRead")}
        title={t("emptyTitle")}
      />
      {mayWrite && (
        <div className="mx-auto max-w-4xl px-4 pb-10">
          <Starters />
        </div>
      )}
    </>
  );
}
