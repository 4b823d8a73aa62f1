import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { localNow } from "../../ui/local-time.ts";
import type { ConsentPlan } from "./draft.ts";
import { Evidence } from "./evidence.tsx";

/** A declaration of consent: the words, where and when they were agreed to, who answers for it, and what shows it. */
export function DeclarationFields({
  consent,
  isTried,
  onChange,
}: {
  consent: ConsentPlan;
  /** What is missing is told, because somebody tried to go on. */
  isTried: boolean;
  onChange: (part: Partial<ConsentPlan>) => void;
}) {
  const t = useTranslations();
  const faultOf = (text: string) =>
    isTried && text.trim() === "" ? t("contacts.required") : undefined;
  const line = (key: "source" | "declaredBy", maxLength: number) => (
    <Field error={faultOf(consent[key])} hint={t(`import.${key}Hint`)} label={t(`import.${key}`)}>
      {(attributes) => (
        <TextInput
          {...attributes}
          maxLength={maxLength}
          onChange={(event) => onChange({ [key]: event.target.value })}
          value={consent[key]}
        />
      )}
    </Field>
  );
  return (
    <>
      <Field
        error={faultOf(consent.statement)}
        hint={t("import.statementHint")}
        label={t("contacts.statement")}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            className={`${INPUT} min-h-20 py-2`}
            dir="auto"
            maxLength={4096}
            onChange={(event) => onChange({ statement: event.target.value })}
            value={consent.statement}
          />
        )}
      </Field>
      {line("source", 300)}
      {line("declaredBy", 200)}
      <Field label={t("import.date")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            className="max-w-52"
            max={localNow().slice(0, 10)}
            onChange={(event) => onChange({ date: event.target.value || localNow().slice(0, 10) })}
            type="date"
            value={consent.date}
          />
        )}
      </Field>
      {may("messages:send") && (
        <Evidence kept={consent.evidence} onChange={(evidence) => onChange({ evidence })} />
      )}
    </>
  );
}
