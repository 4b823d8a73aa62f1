import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { deleteSegment, segmentsQuery, type Segment } from "../../api/segments.ts";
import { may } from "../../api/session.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { ListCard } from "../../ui/list-card.tsx";
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
      <ListCard
        act={act}
        empty={{ icon: "users", title: t("emptyTitle"), text: t("emptyText") }}
        keyOf={(segment) => segment.id}

        line={(segment) => <Line onEdit={() => setOpen(segment)} segment={segment} />}
        query={query}
        rows={segments}
        title={t("title")}
      />
      {open !== null && (
        <SegmentDialog onClose={() => setOpen(null)} segment={open === "new" ? null : open} />
      )}
    </>
  );
}

function Line({ segment: { id, name }, onEdit }: { segment: Segment; onEdit: () => void }) {
  const t = useTranslations("segments");
  return (
    <div className="flex items-center gap-3 text-sm">
      <span className="min-w-0 grow font-semibold" dir="auto">
        {name}
      </span>
      {may("contacts:write") && (
        <span className="flex shrink-0">
          <IconButton icon="pencil" label={t("editOf", { name })} onClick={onEdit} />
          <DeleteButton
            label={t("deleteOf", { name })}
            list={["segments"]}
            onDelete={() => deleteSegment(id)}
            text={t("deleteText")}
            title={t("deleteTitle", { name })}
            verb={t("delete")}
          />
        </span>
      )}
    </div>
  );
}
