import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { makeOptInLink, optInLinksQuery, type OptInLink } from "../../api/opt-in-links.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { useNumberWords } from "./use-number-words.ts";

const NEW = { name: "", keyword: "", statement: "", prefilled: "" };
type Values = typeof NEW;
const FIELDS = ["name", "keyword", "statement", "prefilled"] as const;
const LENGTH_MAX = { name: 100, keyword: 60, statement: 4096, prefilled: 140 };

/** Make a link by which people agree. */
export function OptInLinkDialog({
  number,
  onClose,
  onMade,
}: {
  number: string;
  onClose: () => void;
  onMade: (link: OptInLink) => void;
}) {
  const t = useTranslations();
  const words = useNumberWords();
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<Values>({ defaultValues: NEW });
  const saving = useMutation({
    mutationFn: ({ prefilled, ...values }: Values) =>
      makeOptInLink(
        { number_id: number, ...values, ...(prefilled.trim() !== "" && { prefilled }) },
        key.current,
      ),
    onMutate: () => setRest(null),
    onSuccess: async (link) => {
      await queries.invalidateQueries({ queryKey: optInLinksQuery(number).queryKey });
      toast(t("care.linkSaved"));
      onMade(link);
    },
    onError: (error) => {
      key.current = crypto.randomUUID();
      setRest(
        toFields(error, FIELDS, {
          setError: form.setError,
          wordsOf: (code) => t("care.optInField", { code }),
        }),
      );
    },
  });
  return (
    <Dialog lead={t("care.optInText")} onClose={onClose} title={t("care.optInNew")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => saving.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} words={words} />}
        {FIELDS.map((field) => (
          <Field
            error={form.formState.errors[field]?.message}
            hint={t("care.optInHint", { field })}
            key={field}
            label={t("care.optInLabel", { field })}
          >
            {(attributes) => {
              const given = {
                ...attributes,
                dir: "auto",
                maxLength: LENGTH_MAX[field],
                ...form.register(field, {
                  validate: (text) =>
                    field === "prefilled" ||
                    text.trim() !== "" ||
                    t("care.optInField", { code: "blank" }),
                }),
              };
              return field === "statement" ? (
                <textarea {...given} className={`${INPUT} min-h-20 py-2`} />
              ) : (
                <TextInput {...given} autoComplete="off" />
              );
            }}
          </Field>
        ))}
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
