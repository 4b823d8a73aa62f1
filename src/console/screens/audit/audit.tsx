import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslations } from "use-intl";

import { auditQuery, verifyAudit } from "../../api/audit.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { useSettled } from "../../ui/use-settled.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditLine } from "./audit-line.tsx";

/** A page of a narrowed list may be empty with more behind it: so many are looked through before somebody is asked to go on. */
const EMPTY_PAGES_MAX = 20;

/** Who did what, when and from where, the newest first; and whether it stands as it was sealed. */
export function Audit() {
  const t = useTranslations("audit");
  const filter = useSearch({ from: "/signed-in/settings/audit" });
  const navigate = useNavigate({ from: "/settings/audit" });
  const query = useInfiniteQuery(auditQuery(useSettled(filter)));
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap(({ data }) => data);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const goesOn = rows.length === 0 && hasNextPage && pages.length < EMPTY_PAGES_MAX;
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, fetchNextPage]);
  return (
    <Card
      aside={
        <LinkButton icon="download" look="quiet" to="/settings/exports">
          {t("export")}
        </LinkButton>
      }
      title={t("title")}
    >
      <p className="mb-4 text-sm text-ink-2">{t("lead")}</p>
      <Verify />
      <AuditFilters
        actions={[...new Set(rows.map(({ action }) => action))].toSorted()}
        filter={filter}
        onChange={(search) => void navigate({ search, replace: true })}
      />
      {(query.isPending || goesOn) && <Skeleton lines={4} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && !goesOn && (
        <p className="text-sm text-ink-2">{t(query.hasNextPage ? "nothingYet" : "nothing")}</p>
      )}
      <ol className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id}>
            <AuditLine row={row} />
          </li>
        ))}
      </ol>
      <MoreButton className="mt-3" query={query} />
    </Card>
  );
}

/** Has every row looked at; what was found is said below. */
function Verify() {
  const t = useTranslations("audit");
  const checking = useMutation({ mutationFn: verifyAudit });
  const bad = checking.data?.first_invalid ?? null;
  return (
    <div className="mb-4 grid justify-items-start gap-3">
      <Button busy={checking.isPending} icon="shield-check" onClick={() => checking.mutate()}>
        {t("verify")}
      </Button>
      {checking.isError && <ProblemNote className="w-full" error={checking.error} />}
      <div className="w-full" role="status">
        {checking.isSuccess && (
          <p
            className={`flex items-start gap-2 rounded-xl p-4 text-sm ${bad === null ? "bg-good-soft" : "bg-bad-soft text-bad"}`}
          >
            <Icon
              className={`mt-0.5 shrink-0 ${bad === null ? "text-good" : ""}`}
              name={bad === null ? "check" : "triangle-alert"}
            />
            {bad === null
              ? t("valid", { rows: checking.data.rows })
              : t("invalid", { from: bad.from_seq, to: bad.to_seq })}
          </p>
        )}
      </div>
    </div>
  );
}
