import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import { submitTemplate } from "../../api/templates.ts";
import { toast } from "../../ui/toast.tsx";
import type { Parts } from "./parts.ts";
import { useDraft, type Kept } from "./use-draft.ts";

/** Save and submit. A draft that somebody changed meanwhile is neither overwritten nor lost: `theirs` is what they made of it. */
export function useSaving(form: UseFormReturn<Parts>, kept: Kept | undefined) {
  const t = useTranslations();
  const opens = useOpening(kept);
  const draft = useDraft(form, kept);
  const saving = useMutation({
    mutationFn: ({ parts, etag }: { parts: Parts; etag: string | undefined }) =>
      draft.write(parts, etag),
    onMutate: draft.forgive,
    onError: draft.refused,
    onSuccess: ({ body }) => {
      toast(t("templates.savedAs", { name: body.name }));
      opens(body.id);
    },
  });
  const submission = useMutation({
    mutationFn: async (parts: Parts) => {
      const id =
        draft.id !== undefined && !form.formState.isDirty
          ? draft.id
          : (await draft.write(parts, draft.version)).body.id;
      return submitTemplate(id);
    },
    onMutate: draft.forgive,
    onError: draft.refused,
    onSuccess: (submitted) => {
      draft.remember(submitted);
      toast(t("templates.submitted"));
      opens(submitted.body.id);
    },
  });
  const isBusy = saving.isPending || submission.isPending;
  const save = (parts: Parts, etag = draft.version) => {
    const missing = (["name", "language"] as const).find((field) => parts[field] === "");
    if (missing !== undefined)
      form.setError(missing, { message: t("contacts.required") }, { shouldFocus: true });
    else if (!isBusy) saving.mutate({ parts, etag });
  };
  return {
    ...draft,
    save,
    submit: (parts: Parts) => isBusy || submission.mutate(parts),
    isSaving: saving.isPending,
    isSubmitting: submission.isPending,
  };
}

/** A new template gets an address of its own once it is kept; lists hear of the change. */
function useOpening(kept: Kept | undefined): (id: string) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (id) => {
    void queries.invalidateQueries({ queryKey: ["templates", "list"] });
    void queries.invalidateQueries({ queryKey: ["templates"], exact: true });
    if (kept === undefined)
      void navigate({ to: "/templates/$id", params: { id }, replace: true, ignoreBlocker: true });
  };
}
