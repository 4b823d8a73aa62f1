import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { importsQuery, type Import } from "../../api/imports.ts";
import { may } from "../../api/session.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Day } from "../../ui/time.tsx";

const TONES: Partial<Record<Import["status"], Tone>> = {
  completed: "good",
  failed: "bad",
  running: "info",
  queued: "info",
  undoing: "info",
};

/** Each list that was brought, with what became of its rows. */
export function PastImports() {
  const t = useTranslations("import");
  const query = useInfiniteQuery({ ...importsQuery, enabled: may("contacts:read") });
  return (
    <ListCard
      act={false}
      empty={{ icon: "upload", title: t("pastEmptyTitle"), text: t("pastEmptyText") }}
      keyOf={(one) => one.id}
      line={(one) => <Line one={one} />}
      query={query}
      rows={query.data?.pages.flatMap(({ data }) => data) ?? []}
      title={t("past")}
    >
      <MoreButton className="mt-3" query={query} />
    </ListCard>
  );
}

function Line({ one }: { one: Import }) {
  const t = useTranslations("import");
  return (
    <div className="grid gap-1 text-sm">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          className="min-w-0 truncate font-semibold underline-offset-2 hover:underline"
          params={{ id: one.id }}
          to="/contacts/imports/$id"
        >
          <bdi>{one.file_name ?? t("one")}</bdi>
        </Link>
        <Chip tone={one.dry_run ? "neutral" : (TONES[one.status] ?? "neutral")}>
          {one.dry_run && one.status === "completed"
            ? t("onlyChecked")
            : t("status", { status: one.status })}
        </Chip>
        <span className="text-ink-3">
          <Day at={one.created_at} />
        </span>
      </span>
      <span className="tabular text-ink-2">
        {t("sum", {
          total: one.rows,
          created: one.created,
          updated: one.updated,
          unchanged: one.unchanged,
          rejected: one.rejected,
        })}
      </span>
    </div>
  );
}
