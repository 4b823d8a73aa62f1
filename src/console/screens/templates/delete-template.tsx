import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { deleteTemplate, type Template } from "../../api/templates.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
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
  return (
    <Dialog onClose={onClose} title={t("templates.deleteTitle")}>
      <div className="grid gap-4 p-5 text-sm">
        <p>
          {t("templates.deleteText", { name, language: languageName(language) })}{" "}
          {status !== "draft" && t("templates.deleteMeta")}
        </p>
        {deletion.isError && <ProblemNote error={deletion.error} />}
        <footer className="flex justify-end gap-2">
          <Button autoFocus onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button
            busy={deletion.isPending}
            icon="trash"
            look="danger"
            onClick={() => deletion.mutate()}
          >
            {t("templates.delete")}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
