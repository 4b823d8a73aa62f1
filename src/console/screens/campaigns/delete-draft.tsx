import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { deleteDraft } from "../../api/campaign-drafts.ts";
import { Confirm } from "../../ui/confirm.tsx";
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
    <Confirm
      busy={deletion.isPending}
      error={deletion.error}
      icon="trash"
      keep={t("deleteKeep")}
      onClose={onClose}
      onConfirm={() => deletion.mutate()}
      text={t("deleteText", { name })}
      title={t("deleteTitle")}
      verb={t("delete")}
    />
  );
}
