import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { deleteTemplate, type Template } from "../../api/templates.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { toast } from "../../ui/toast.tsx";
import { useLanguageName } from "../../ui/use-language-name.ts";

/** Says what is lost, then deletes, at Meta too. */
export function DeleteTemplate({
  template: { id, name, language, status },
  onClose,
  onDeleted,
}: {
  template: Template;
  onClose: () => void;
  onDeleted?: () => void;
}) {
  const t = useTranslations();
  const languageName = useLanguageName();
  const queries = useQueryClient();
  const deletion = useMutation({
    mutationFn: () => deleteTemplate(id),
    onSuccess: async () => {
      toast(t("templates.deleted", { name }));
      onDeleted?.();
      onClose();
      await queries.invalidateQueries({ queryKey: ["templates"] });
    },
  });
  const text = t("templates.deleteText", { name, language: languageName(language) });
  return (
    <Confirm
      busy={deletion.isPending}
      error={deletion.error}
      icon="trash"
      onClose={onClose}
      onConfirm={() => deletion.mutate()}
      text={status === "draft" ? text : `${text} ${t("templates.deleteMeta")}`}
      title={t("templates.deleteTitle")}
      verb={t("templates.delete")}
    />
  );
}
