import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Conversation } from "../../api/conversations.ts";
import { variablesOf } from "../../api/template-text.ts";
import { templateContent, templatesQuery, textOf } from "../../api/templates.ts";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";

/** What is sent in the place of a text whose window is closed; null: nothing. Whole, when every variable has its text. */
export interface InsteadOf {
  readonly template: ReturnType<typeof templateContent> | null;
  readonly isWhole: boolean;
}

/** An approved template for the case that the window is closed by then, or that nothing is sent. */
export function Instead({
  conversation: { contact },
  isBare,
  onChange,
}: {
  conversation: Conversation;
  /** A text was missing when it was to be sent. */
  isBare: boolean;
  onChange: (instead: InsteadOf) => void;
}) {
  const t = useTranslations();
  const query = useQuery(templatesQuery);
  const approved = (query.data?.data ?? []).filter(
    ({ status, category }) =>
      status === "approved" &&
      (category !== "MARKETING" || contact?.consents.marketing === "granted"),
  );
  const [id, setId] = useState("");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const partsOf = (one: string) => {
    const text = textOf(
      approved.find((template) => (template.id as string) === one)?.components ?? [],
    );
    return { header: variablesOf(text.header ?? ""), body: variablesOf(text.body) };
  };
  const parts = partsOf(id);
  const names = [...new Set([...parts.header, ...parts.body])];
  const tell = (nextId: string, next: Readonly<Record<string, string>>) => {
    const template = approved.find((one) => (one.id as string) === nextId);
    if (template === undefined) return onChange({ template: null, isWhole: true });
    const { header, body } = partsOf(nextId);
    const of = (part: readonly string[]) => part.map((name) => next[name]?.trim() ?? "");
    const given = { header: of(header), body: of(body) };
    onChange({
      template: templateContent(template, given),
      isWhole: ![...given.header, ...given.body].includes(""),
    });
  };
  return (
    <div className="grid gap-3 rounded-xl bg-warn-soft p-3">
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <Field hint={t("later.insteadHint")} label={t("later.instead")}>
        {(attributes) => (
          <select
            {...attributes}
            className={`${INPUT} h-10`}
            onChange={({ target: { value } }) => {
              setId(value);
              // The first variable is nearly always the person's name.
              const first = [...partsOf(value).header, ...partsOf(value).body][0];
              const next = first === undefined ? {} : { [first]: contact?.name ?? "" };
              setValues(next);
              tell(value, next);
            }}
            value={id}
          >
            <option value="">{t("later.nothing")}</option>
            {approved.map((template) => (
              <option key={template.id} value={template.id}>
                {template.name.replaceAll("_", " ")}
              </option>
            ))}
          </select>
        )}
      </Field>
      {names.map((name) => (
        <Field
          error={isBare && !values[name]?.trim() ? t("later.fillIn") : undefined}
          key={name}
          label={t("template.variable", { name: `{{${name}}}` })}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              maxLength={1024}
              onChange={(event) => {
                const next = { ...values, [name]: event.target.value };
                setValues(next);
                tell(id, next);
              }}
              value={values[name] ?? ""}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
