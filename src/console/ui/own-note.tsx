import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { Confirm } from "./confirm.tsx";

const LINK = "min-h-8 font-medium underline underline-offset-2 hover:text-ink";

/** What somebody may do with a note of their own: change it, and delete it once they were asked. */
export function OwnNote({
  onEdit,
  onDelete,
  onDeleted,
}: {
  onEdit: () => void;
  onDelete: () => Promise<unknown>;
  /** Asks whatever shows the note anew. */
  onDeleted: () => Promise<unknown>;
}) {
  const t = useTranslations("desk");
  const [isAsking, setAsking] = useState(false);
  const deleting = useMutation({ mutationFn: onDelete, onSuccess: onDeleted });
  return (
    <span className="flex gap-3">
      <button className={LINK} onClick={onEdit} type="button">
        {t("editNote")}
      </button>
      <button className={LINK} onClick={() => setAsking(true)} type="button">
        {t("deleteNote")}
      </button>
      {isAsking && (
        <Confirm
          busy={deleting.isPending}
          error={deleting.error}
          onClose={() => setAsking(false)}
          onConfirm={() => deleting.mutate()}
          text={t("deleteNoteText")}
          title={t("deleteNoteTitle")}
          verb={t("deleteNote")}
        />
      )}
    </span>
  );
}
