import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { segmentPreviewQuery, type NewSegment } from "../api/segments.ts";
import { ProblemNote, Skeleton } from "./feedback.tsx";
import { useSettled } from "./use-settled.ts";

/** How many people a filter finds at the moment, and the newest of them. */
export function SegmentPreview({ filter }: { filter: NewSegment["filter"] }) {
  const t = useTranslations("segments");
  const settled = useSettled(filter);
  const query = useQuery({ ...segmentPreviewQuery(settled), placeholderData: keepPreviousData });
  return (
    <section aria-label={t("preview")} className="grid gap-1.5 text-sm">
      <h3 className="font-medium">{t("preview")}</h3>
      {query.isPending && <Skeleton lines={2} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && (
        <>
          <p aria-live="polite" className="text-lg font-semibold">
            {t(query.data.count_is === "exact" ? "count" : "countAtLeast", {
              count: query.data.count,
            })}
          </p>
          <ul className="grid gap-0.5 text-ink-2">
            {query.data.sample.map(({ id, name, phone_display: phone }) => (
              <li className="flex flex-wrap gap-x-2" key={id}>
                <span dir="auto">{name ?? t("nameless")}</span>
                <span>{phone}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
