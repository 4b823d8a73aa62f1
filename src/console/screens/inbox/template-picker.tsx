import { useQuery } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import type { Conversation } from "../../api/conversations.ts";
import { workspaceName } from "../../api/session.ts";
import { fill, variablesOf } from "../../api/template-text.ts";
import { templateContent, templatesQuery, textOf, type Template } from "../../api/templates.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Phone } from "../../ui/phone.tsx";
import { TemplateBody } from "../../ui/template-body.tsx";
import { TemplateList } from "./template-list.tsx";
import { useSend } from "./use-send.ts";

/** Choose, fill, look, send: an approved template for one person, shown as that person will see it. */
export function TemplatePicker({
  conversation,
  onClose,
}: {
  conversation: Conversation;
  onClose: () => void;
}) {
  const t = useTranslations();
  const query = useQuery(templatesQuery);
  const approved = query.data?.data.filter(({ status }) => status === "approved") ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const template = approved.find(({ id }) => id === chosen) ?? approved[0];
  return (
    <Dialog lead={t("template.lead")} onClose={onClose} title={t("template.title")} wide>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && (
        <ProblemNote className="m-5" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && approved.length === 0 && (
        <EmptyState icon="file-text" text={t("template.noneText")} title={t("template.none")} />
      )}
      {template && (
        <div className="grid min-h-0 overflow-y-auto md:grid-cols-[1fr_1.35fr] md:overflow-hidden">
          <TemplateList chosen={template.id} onChoose={setChosen} templates={approved} />
          <Filled
            conversation={conversation}
            key={template.id}
            onClose={onClose}
            template={template}
          />
        </div>
      )}
    </Dialog>
  );
}

function Filled({
  conversation,
  template,
  onClose,
}: {
  conversation: Conversation;
  template: Template;
  onClose: () => void;
}) {
  const t = useTranslations();
  const { contact } = conversation;
  const text = textOf(template.components);
  const header = variablesOf(text.header ?? "");
  const body = variablesOf(text.body);
  const names = [...new Set([...header, ...body])];
  // The first variable is nearly always the person's name.
  const [values, setValues] = useState<Record<string, string>>(
    names[0] === undefined ? {} : { [names[0]]: contact?.name ?? "" },
  );
  const sending = useSend(conversation);
  const needsConsent =
    template.category === "MARKETING" && contact?.consents.marketing !== "granted";
  const isComplete = names.every((name) => values[name]?.trim());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const of = (part: readonly string[]) => part.map((name) => values[name] ?? "");
    sending.send(
      {
        type: "template",
        content: templateContent(template, { header: of(header), body: of(body) }),
      },
      { onSuccess: onClose },
    );
  };
  return (
    <form className="flex min-h-0 flex-col" onSubmit={submit}>
      <div className="grid min-h-0 grow content-start gap-4 p-5 md:overflow-y-auto">
        <section aria-label={t("template.preview")}>
          <Phone sender={workspaceName()}>
            <TemplateBody
              text={{
                ...text,
                header: text.header && fill(text.header, values),
                body: fill(text.body, values),
              }}
            />
          </Phone>
        </section>
        {names.map((name) => (
          <Field key={name} label={t("template.variable", { name: `{{${name}}}` })}>
            {(attributes) => (
              <TextInput
                {...attributes}
                maxLength={1024}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
                required
                value={values[name] ?? ""}
              />
            )}
          </Field>
        ))}
        {needsConsent && (
          <p className="flex items-start gap-2 rounded-xl bg-warn-soft p-3 text-sm text-warn">
            <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
            {t("template.needsConsent")}
          </p>
        )}
        {sending.isError && <ProblemNote error={sending.error} />}
      </div>
      <footer className="flex justify-end gap-2 border-t border-line p-4">
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button
          busy={sending.isPending}
          disabled={needsConsent || !isComplete}
          icon="send"
          look="primary"
          type="submit"
        >
          {t("template.send")}
        </Button>
      </footer>
    </form>
  );
}
