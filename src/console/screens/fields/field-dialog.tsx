import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import {
  createField,
  FIELD_TYPES,
  updateField,
  type ContactField,
  type FieldType,
} from "../../api/fields.ts";
import { toProblem } from "../../api/problem.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { CheckCard } from "../../ui/check-card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";

interface Values {
  key: string;
  label: string;
  type: FieldType;
  /** One a line. */
  choices: string;
}

/** A field of people: what it is called, and what its values are. Its key stays once it is declared. */
export function FieldDialog({
  field,
  onClose,
}: {
  field: ContactField | null;
  onClose: () => void;
}) {
  const t = useTranslations("fields");
  const [pii, setPii] = useState(field?.pii ?? false);
  const form = useForm<Values>({
    defaultValues: valuesOf(field),
  });
  const { rest, saving } = useSaving({ field, pii, form, onSaved: onClose });
  return (
    <Dialog onClose={onClose} title={t(field === null ? "new" : "edit")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => saving.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Inputs form={form} isNew={field === null} />
        {(field?.pii !== true || may("contacts:pii")) && (
          <CheckCard checked={pii} onChange={setPii} text={t("piiText")} title={t("pii")} />
        )}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button busy={saving.isPending} look="primary" type="submit">
            {t("save")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function useSaving({
  field,
  pii,
  form,
  onSaved,
}: {
  field: ContactField | null;
  pii: boolean;
  form: UseFormReturn<Values>;
  onSaved: () => void;
}) {
  const t = useTranslations("fields");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const saving = useMutation({
    mutationFn: ({ key, label, type, choices }: Values) => {
      const json = {
        type,
        pii,
        ...(label.trim() !== "" && { label: label.trim() }),
        ...(type === "choice" && { choices: linesOf(choices) }),
      };
      return field === null
        ? createField({ ...json, key: key.trim() })
        : updateField(field.id, json);
    },
    onMutate: () => setRest(null),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["fields"] });
      toast(t("saved"));
      onSaved();
    },
    onError: (error) => {
      const { code, members } = toProblem(error);
      const contacts = Number(members["contacts"] ?? 0);
      if (code === "field_mismatch")
        form.setError("type", { message: t("misfit", { count: contacts }) }, { shouldFocus: true });
      else
        setRest(
          toFields(error, ["key", "label", "choices"], {
            setError: form.setError,
            wordsOf: (word) => t("field", { code: word }),
          }),
        );
    },
  });
  return { rest, saving };
}

function Inputs({ form, isNew }: { form: UseFormReturn<Values>; isNew: boolean }) {
  const t = useTranslations("fields");
  const { errors } = form.formState;
  const type = useWatch({ control: form.control, name: "type" });
  return (
    <>
      <Field error={errors.key?.message} hint={t("keyHint")} label={t("key")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            maxLength={64}
            readOnly={!isNew}
            spellCheck={false}
            {...form.register("key", { required: t("required") })}
          />
        )}
      </Field>
      <Field error={errors.label?.message} hint={t("labelHint")} label={t("label")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            maxLength={80}
            {...form.register("label")}
          />
        )}
      </Field>
      <Field error={errors.type?.message} label={t("typeLabel")}>
        {(attributes) => (
          <select {...attributes} className={`${INPUT} h-11 md:h-10`} {...form.register("type")}>
            {FIELD_TYPES.map((one) => (
              <option key={one} value={one}>
                {t("type", { type: one })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {type === "choice" && (
        <Field error={errors.choices?.message} hint={t("choicesHint")} label={t("choices")}>
          {(attributes) => (
            <textarea
              {...attributes}
              className={`${INPUT} min-h-28 py-2`}
              dir="auto"
              rows={4}
              {...form.register("choices", {
                validate: (text) => linesOf(text).length > 0 || t("required"),
              })}
            />
          )}
        </Field>
      )}
    </>
  );
}

const valuesOf = (field: ContactField | null): Values =>
  field === null
    ? { key: "", label: "", type: "text", choices: "" }
    : { ...field, choices: field.choices.join("\n") };

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
