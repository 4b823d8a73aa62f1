import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import { createReply, updateReply, type QuickReply } from "../../api/quick-replies.ts";
import { REPLY_VARIABLES, withExamples, type ReplyVariable } from "../../api/reply-text.ts";
import { currentPerson, workspaceName } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { Written } from "../../ui/written.tsx";

interface Values {
  shortcut: string;
  text: string;
}

/** What stands in a variable's place when the name is not known. */
const OTHERWISE: Partial<Record<ReplyVariable, true>> = {
  "contact.name": true,
  "contact.first_name": true,
};

/** A quick reply: what is typed for it, what it says, and how the person will see it. */
export function ReplyDialog({ reply, onClose }: { reply: QuickReply | null; onClose: () => void }) {
  const t = useTranslations("replies");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<Values>({
    defaultValues: { shortcut: reply?.shortcut ?? "", text: reply?.text ?? "" },
  });
  const { errors } = form.formState;
  const text = useWatch({ control: form.control, name: "text" });
  const saving = useMutation({
    mutationFn: (values: Values) =>
      reply === null ? createReply(values) : updateReply(reply.id, values),
    onMutate: () => setRest(null),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["quick-replies"] });
      toast(t("saved"));
      onClose();
    },
    onError: (error) =>
      setRest(
        toFields(error, ["shortcut", "text"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  const insert = (variable: ReplyVariable) => {
    const otherwise = OTHERWISE[variable] ? `|${t("otherwise")}` : "";
    form.setValue("text", `${text}{{${variable}${otherwise}}}`, { shouldDirty: true });
    form.setFocus("text");
  };
  return (
    <Dialog onClose={onClose} title={t(reply === null ? "new" : "edit")}>
      <form
        className="grid gap-4 overflow-y-auto p-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => saving.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={errors.shortcut?.message} hint={t("shortcutHint")} label={t("shortcut")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              maxLength={32}
              spellCheck={false}
              {...form.register("shortcut", { required: t("required") })}
            />
          )}
        </Field>
        <Field error={errors.text?.message} label={t("text")}>
          {(attributes) => (
            <textarea
              {...attributes}
              className={`${INPUT} min-h-28 py-2`}
              dir="auto"
              maxLength={4096}
              rows={4}
              {...form.register("text", { required: t("required") })}
            />
          )}
        </Field>
        <div aria-label={t("insert")} className="flex flex-wrap gap-1.5" role="group">
          {REPLY_VARIABLES.map((variable) => (
            <button
              className="h-8 rounded-full border border-line-strong px-3 text-xs font-medium hover:bg-sunken"
              key={variable}
              onClick={() => insert(variable)}
              type="button"
            >
              {t("variable", { name: variable.replace(".", "_") })}
            </button>
          ))}
        </div>
        <section aria-label={t("preview")} className="grid gap-1.5">
          <h3 className="text-sm font-medium">{t("preview")}</h3>
          <div className="min-h-9 w-fit max-w-full rounded-2xl bg-bubble px-3.5 py-2 text-sm">
            <Written text={withExamples(text, examples())} />
          </div>
        </section>
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

/** A person who might be written to, and whoever is at this screen. */
const examples = (): Readonly<Record<ReplyVariable, string>> => ({
  "contact.name": "Ana Almeida",
  "contact.first_name": "Ana",
  "contact.phone": "+55 11 98765-4321",
  "agent.name": currentPerson()?.user.full_name ?? "",
  "number.name": workspaceName(),
});
