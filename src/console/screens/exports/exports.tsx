import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";

import {
  exportsQuery,
  linkTo,
  mayExport,
  offeredResources,
  type Export,
} from "../../api/exports.ts";
import { Button } from "../../ui/button.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Day, LongTime } from "../../ui/time.tsx";
import { useLive } from "../../ui/use-live.ts";
import { ExportDialog } from "./export-dialog.tsx";

/** Files to take along: what was asked for, how it stands, and the way to it. */
export function Exports() {
  const t = useTranslations("exports");
  useLive();
  const query = useInfiniteQuery(exportsQuery);
  const [isAsking, setAsking] = useState(false);
  const act = offeredResources().length > 0 && (
    <Button icon="plus" look="primary" onClick={() => setAsking(true)}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <ListCard
        act={act}
        empty={{ icon: "download", title: t("emptyTitle"), text: t("emptyText") }}
        keyOf={(one) => one.id}
        lead={<p className="mb-4 text-sm text-ink-2">{t("lead")}</p>}
        line={(one) => <Line one={one} />}
        query={query}
        rows={query.data?.pages.flatMap(({ data }) => data) ?? []}
        title={t("title")}
      >
        <MoreButton className="mt-3" query={query} />
      </ListCard>
      {isAsking && <ExportDialog onClose={() => setAsking(false)} />}
    </>
  );
}

const TONES: Readonly<Record<Export["status"], Tone>> = {
  queued: "info",
  running: "info",
  ready: "good",
  failed: "bad",
  expired: "neutral",
};

function Line({ one }: { one: Export }) {
  const t = useTranslations("exports");
  const { status, resource } = one;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      <span className="grid min-w-0 grow basis-52 gap-0.5">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">{t("resource", { resource })}</span>
          <Chip tone={TONES[status]}>{t("status", { status })}</Chip>
        </span>
        <span className="tabular text-xs text-ink-3">
          <LongTime at={one.created_at} /> · {one.format.toUpperCase()}
          {status !== "queued" && ` · ${t("rows", { count: one.rows })}`}
          {status === "ready" && one.expires_at !== null && (
            <> · {t.rich("until", { day: () => <Day at={one.expires_at ?? ""} /> })}</>
          )}
        </span>
      </span>
      {status === "ready" && mayExport(resource) && <Download one={one} />}
    </div>
  );
}

/** Each press asks for a link of its own, because a link downloads once. */
function Download({ one }: { one: Export }) {
  const t = useTranslations("exports");
  const format = useFormatter();
  const fetching = useMutation({
    mutationFn: () => linkTo(one.id),
    onSuccess: (link) => link !== null && location.assign(link),
  });
  const day = format.dateTime(new Date(one.created_at), { dateStyle: "medium" });
  return (
    <>
      <Button
        aria-label={t("downloadOf", { day, what: t("resource", { resource: one.resource }) })}
        busy={fetching.isPending}
        icon="download"
        onClick={() => fetching.mutate()}
      >
        {t("download")}
      </Button>
      {fetching.isError && <ProblemNote error={fetching.error} />}
    </>
  );
}
