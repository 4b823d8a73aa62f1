import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteSegment, segmentsQuery, type Segment } from "../../api/segments.ts";
import { may } from "../../api/session.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { SegmentDialog } from "./segment-dialog.tsx";

/** Filters over contacts that the team has named. */
export function Segments() {
  const t = useTranslations("segments");
  const query = useQuery(segmentsQuery);
  const [open, setOpen] = useState<Segment | "new" | null>(null);
  const segments = query.data?.data ?? [];
  const act = may("contacts:write") && (
    <Button icon="plus" look="primary" onClick={() => setOpen("new")}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <Card aside={segments.length > 0 && act} title={t("title")}>
        {query.isPending && <Skeleton lines={3} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && segments.length === 0 && (
          <EmptyState icon="users" text={t("emptyText")} title={t("emptyTitle")}>
            {act}
          </EmptyState>
        )}
        <ul className="divide-y divide-line">
          {segments.map((segment) => (
            <li className="py-3 first:pt-0 last:pb-0" key={segment.id}>
              <Line onEdit={() => setOpen(segment)} segment={segment} />
            </li>
          ))}
        </ul>
      </Card>
      {open !== null && (
        <SegmentDialog onClose={() => setOpen(null)} segment={open === "new" ? null : open} />
      )}
    </>
  );
}

function Line({ segment: { id, name }, onEdit }: { segment: Segment; onEdit: () => void }) {
  const t = useTranslations("segments");
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const deletion = useMutation({
    mutationFn: () => deleteSegment(id),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ["segments"] });
    },
  });
  return (
    <div className="flex items-center gap-3 text-sm">
      <span className="min-w-0 grow font-semibold" dir="auto">
        {name}
      </span>
      {may("contacts:write") && (
        <span className="flex shrink-0">
          <IconButton icon="pencil" label={t("editOf", { name })} onClick={onEdit} />
          <IconButton
            icon="trash"
            label={t("deleteOf", { name })}
            onClick={() => setAsking(true)}
          />
        </span>
      )}
      {isAsking && (
        <Confirm
          busy={deletion.isPending}
          error={deletion.error}
          icon="trash"
          onClose={() => setAsking(false)}
          onConfirm={() => deletion.mutate()}
          text={t("deleteText")}
          title={t("deleteTitle", { name })}
          verb={t("delete")}
        />
      )}
    </div>
  );
}
