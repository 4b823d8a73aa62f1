import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { changeQrCode, makeQrCode, qrCodesQuery, type QrCode } from "../../api/number-care.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { useNumberWords } from "./use-number-words.ts";

/** Make a link to a chat, or give one another text: its address and its picture stay. */
export function ChatLinkDialog({
  number,
  code,
  onClose,
}: {
  number: string;
  /** The one to change; null makes a new one. */
  code: QrCode | null;
  onClose: () => void;
}) {
  const t = useTranslations();
  const words = useNumberWords();
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm({ defaultValues: { prefilled_message: code?.prefilled_message ?? "" } });
  const saving = useMutation({
    mutationFn: ({ prefilled_message: text }: { prefilled_message: string }) =>
      code === null
        ? makeQrCode(number, text.trim(), key.current)
        : changeQrCode(number, code.code, text.trim()),
    onMutate: () => setRest(null),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: qrCodesQuery(number).queryKey });
      toast(t("care.linkSaved"));
      onClose();
    },
    onError: (error) => {
      setRest(
        toFields(error, ["prefilled_message"], {
          setError: form.setError,
          wordsOf: (one) => t("care.field", { code: one }),
        }),
      );
    },
  });
  return (
    <Dialog
      lead={t("care.linksText")}
      onClose={onClose}
      title={t(code === null ? "care.linkNew" : "care.linkEdit")}
    >
      <form
        className="grid gap-4 p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => saving.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} words={words} />}
        <Field
          error={form.formState.errors.prefilled_message?.message}
          hint={t("care.linkHint")}
          label={t("care.linkMessage")}
        >
          {(attributes) => (
            <textarea
              {...attributes}
              className={`${INPUT} min-h-20 py-2`}
              dir="auto"
              maxLength={140}
              {...form.register("prefilled_message", {
                validate: (text) => text.trim() !== "" || t("care.field", { code: "blank" }),
              })}
            />
          )}
        </Field>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button busy={saving.isPending} look="primary" type="submit">
            {t("care.save")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
