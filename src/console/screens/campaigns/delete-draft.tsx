import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { deleteDraft } from "../../api/campaign-drafts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { toast } from "../../ui/toast.tsx";

/** A draft that was never sent may go; the safe choice comes first. */
export function DeleteDraft({
  id,
  name,
  onClose,
}: {
  id: string;
  name: string;
  onClose: () => void;
}) {
  const t = useTranslations("wizard");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const deletion = useMutation({
    mutationFn: () => deleteDraft(id),
    onSuccess: async () => {
      toast(t("deleted", { name }));
      await navigate({ to: "/campaigns", ignoreBlocker: true });
      await queries.invalidateQueries({ queryKey: ["campaigns", "list"] });
    },
  });
  return (
    <Dialog onClose={onClose} title={t("deleteTitle")}>
      <div className="grid gap-4 p-5 text-sm">
        <p>{t("deleteText", { name })}</p>
        {deletion.isError && <ProblemNote error={deletion.error} />}
        <footer className="flex justify-end gap-2">
          <Button autoFocus onClick={onClose}>
            {t("deleteKeep")}
          </Button>
          <Button
            busy={deletion.isPending}
            icon="trash"
            look="danger"
            onClick={() => deletion.mutate()}
          >
            {t("delete")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
