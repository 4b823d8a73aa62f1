import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { templateListQuery } from "../../api/templates.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { AiDialog } from "./ai-dialog.tsx";
import { byName, matching, type TemplateGroup } from "./filter.ts";
import { StarterDialog, Starters } from "./starter-dialog.tsx";
import { TemplateFilters } from "./template-filters.tsx";
import { TemplateTable } from "./template-table.tsx";

/** Every template by its name, and how Meta sees each of its languages. */
export function Templates() {
  const t = useTranslations("templates");
  const filter = useSearch({ from: "/signed-in/templates" });
  const navigate = useNavigate({ from: "/templates" });
  const query = useQuery(templateListQuery);
  const all = query.data?.templates ?? [];
  const groups = byName(matching(all, filter));
  const mayWrite = may("templates:write");
  return (
    <Page act={mayWrite && <Begin hasSome={all.length > 0} />} lead={t("lead")} title={t("title")}>
      {all.length > 0 && (
        <TemplateFilters
          filter={filter}
          onChange={(search) => void navigate({ search, replace: true })}
          templates={all}
        />
      )}
      <section
        aria-label={t("title")}
        className="overflow-hidden rounded-2xl border border-line bg-surface"
      >
        {query.isPending && <Skeleton />}
        {query.isError && (
          <ProblemNote className="m-4" error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && all.length === 0 && <None mayWrite={mayWrite} />}
        {all.length > 0 && <Found groups={groups} onClear={() => void navigate({ search: {} })} />}
      </section>
      {query.isSuccess && all.length > 0 && (
        <p aria-live="polite" className="mt-3 px-1 text-sm text-ink-3">
          {t("shown", { count: groups.length })} {!query.data.isWhole && t("cut")}
        </p>
      )}
    </Page>
  );
}

/** The ways to a new template. Where there is none yet the starters are on the page. */
function Begin({ hasSome }: { hasSome: boolean }) {
  const t = useTranslations("templates");
  const ai = useTranslations("ai");
  const [open, setOpen] = useState<"starters" | "brief" | null>(null);
  return (
    <div className="flex flex-wrap gap-2">
      {may("ai:draft") && (
        <Button icon="sparkles" onClick={() => setOpen("brief")}>
          {ai("title")}
        </Button>
      )}
      {hasSome && (
        <Button icon="plus" look="primary" onClick={() => setOpen("starters")}>
          {t("new")}
        </Button>
      )}
      {open === "brief" && <AiDialog onClose={() => setOpen(null)} />}
      {open === "starters" && <StarterDialog onClose={() => setOpen(null)} />}
    </div>
  );
}

function Found({ groups, onClear }: { groups: readonly TemplateGroup[]; onClear: () => void }) {
  const t = useTranslations("templates");
  if (groups.length > 0) return <TemplateTable groups={groups} />;
  return (
    <EmptyState icon="file-text" text={t("noneText")} title={t("noneTitle")}>
      <Button onClick={onClear}>{t("clear")}</Button>
    </EmptyState>
  );
}

/** No template yet: begin with what it is for. */
function None({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations("templates");
  return (
    <>
      <EmptyState
        icon="file-text"
        text={t(mayWrite ? "emptyText" : "emptyRead")}
        title={t("emptyTitle")}
      />
      {mayWrite && (
        <div className="mx-auto max-w-3xl px-4 pb-10">
          <Starters />
        </div>
      )}
    </>
  );
}
