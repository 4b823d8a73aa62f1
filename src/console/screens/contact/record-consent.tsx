import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import { recordConsent, type NewConsentAct } from "../../api/consents.ts";
import { contactPageQuery, type Contact } from "../../api/contacts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { localNow } from "../../ui/local-time.ts";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";

type Method = NewConsentAct["method"];
/** Ways that a person at a desk can vouch for; the others are recorded by what happened. */
const METHODS: readonly Method[] = ["verbal", "form"];
const ACTIONS: readonly NewConsentAct["action"][] = ["grant", "withdraw"];

interface Values {
  action: NewConsentAct["action"];
  method: Method;
  statement: string;
  source: string;
  captured_at: string;
}

/** What a person agreed to, or took back, with what proves it. */
export function RecordConsent({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useTranslations();
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<Values>({
    defaultValues: {
      action: contact.consents.marketing === "granted" ? "withdraw" : "grant",
      method: "verbal",
      statement: t("contacts.statementDefault"),
      source: "",
      captured_at: localNow(),
    },
  });
  const { errors } = form.formState;
  const action = useWatch({ control: form.control, name: "action" });
  const recording = useMutation({
    mutationFn: ({ statement, source, captured_at: at, ...act }: Values) =>
      recordConsent(contact.id, {
        purpose: "marketing",
        ...act,
        ...(act.action === "grant" && { statement }),
        ...(source.trim() !== "" && { source: source.trim() }),
        captured_at: new Date(at).toISOString(),
      }),
    onError: (error) =>
      setRest(
        toFields(error, ["statement", "source", "captured_at"], {
          setError: form.setError,
          wordsOf: (code) => t("problem.field", { code }),
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["contacts"] });
      await queries.refetchQueries(contactPageQuery(contact.id));
      toast(t("contact.recordedToast"));
      onClose();
    },
  });
  return (
    <Dialog lead={t("contact.recordLead")} onClose={onClose} title={t("contact.record")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => recording.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <RadioCards
          label={t("contact.what")}
          options={ACTIONS.map((one) => ({
            value: one,
            title: t("contact.did", { action: one }),
            text: t("contact.means", { action: one }),
          }))}
          register={form.register("action")}
        />
        <Field label={t("contact.method")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              {...form.register("method")}
            >
              {METHODS.map((method) => (
                <option key={method} value={method}>
                  {t("contact.methodName", { method })}
                </option>
              ))}
            </select>
          )}
        </Field>
        {action === "grant" && (
          <Field
            error={errors.statement?.message}
            hint={t("contacts.statementHint")}
            label={t("contacts.statement")}
          >
            {(attributes) => (
              <textarea
                {...attributes}
                className={`${INPUT} min-h-20 py-2`}
                {...form.register("statement", { required: t("contacts.required") })}
              />
            )}
          </Field>
        )}
        <Field
          error={errors.source?.message}
          hint={t("contact.sourceHint")}
          label={t("contact.source")}
        >
          {(attributes) => (
            <TextInput {...attributes} maxLength={512} {...form.register("source")} />
          )}
        </Field>
        <Field error={errors.captured_at?.message} label={t("contact.when")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              max={localNow()}
              type="datetime-local"
              {...form.register("captured_at", { required: t("contacts.required") })}
            />
          )}
        </Field>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button busy={recording.isPending} look="primary" type="submit">
            {t("contact.recordSave")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
