import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import { foldTag, renameTag } from "../../api/tags.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { toFields } from "../../ui/to-fields.ts";

/** A tag gets another name; with the name of another one the two become one, which is said before. */
export function RenameTag({
  tag,
  others,
  onRenamed,
  onClose,
}: {
  tag: string;
  /** The tags that are known to be there. */
  others: readonly string[];
  onRenamed: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("tags");
  const app = useTranslations("app");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<{ name: string }>({ defaultValues: { name: tag } });
  const name = useWatch({ control: form.control, name: "name" });
  const folded = foldTag(name.trim());
  const met = others.find((one) => foldTag(one) === folded && folded !== foldTag(tag));
  const renaming = useMutation({
    mutationFn: (values: { name: string }) => renameTag(tag, values.name.trim()),
    onMutate: () => setRest(null),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["tags"] });
      onRenamed();
    },
    onError: (error) =>
      setRest(
        toFields(error, ["name"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  return (
    <Dialog lead={t("renameText")} onClose={onClose} title={t("renameOf", { name: tag })}>
      <form
        className="grid gap-4 p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => renaming.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={form.formState.errors.name?.message} label={t("newName")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              maxLength={64}
              {...form.register("name", {
                required: t("required"),
                validate: (text) => text.trim() !== tag || t("same"),
              })}
            />
          )}
        </Field>
        <div aria-live="polite">
          {met !== undefined && (
            <p className="flex items-start gap-2 rounded-xl bg-warn-soft p-3 text-sm text-warn">
              <Icon className="mt-0.5 shrink-0" name="merge" />
              {t("mergeText", { name: met })}
            </p>
          )}
        </div>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{app("cancel")}</Button>
          <Button busy={renaming.isPending} look="primary" type="submit">
            {t(met === undefined ? "rename" : "merge")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
