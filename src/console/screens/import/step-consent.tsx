import { useState } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { localNow } from "../../ui/local-time.ts";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { foldValue, seemsYes, type ConsentPlan } from "./check-rows.ts";
import type { Draft } from "./import.tsx";

const KINDS: readonly ConsentPlan["kind"][] = ["none", "all", "column"];
const VALUES_SHOWN = 12;

/** What the people of the list agreed to, and what proves it: nothing, one declaration, or a column. */
export function StepConsent({
  draft,
  onChange,
  onNext,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onNext: () => void;
}) {
  const t = useTranslations();
  const values = valuesOf(draft);
  const { consent } = draft;
  const [kind, setKind] = useState<ConsentPlan["kind"]>(
    consent.kind === "none" && values.length > 0 && may("consents:write") ? "column" : consent.kind,
  );
  const [statement, setStatement] = useState(consent.kind === "none" ? "" : consent.statement);
  const [date, setDate] = useState(
    consent.kind === "none" ? localNow().slice(0, 10) : consent.date,
  );
  const [yes, setYes] = useState<ReadonlySet<string>>(
    consent.kind === "none" ? new Set(values.filter(seemsYes)) : consent.yes,
  );
  const [isAsked, setAsked] = useState(false);
  const hasColumn = values.length > 0;
  const hasDates = draft.columns.some(({ target }) => target === "consent_date");
  const isMissing = kind !== "none" && statement.trim() === "";
  const submit = () => {
    setAsked(true);
    if (isMissing) return;
    onChange({
      ...draft,
      consent: kind === "none" ? { kind } : { kind, statement, date, yes },
    });
    onNext();
  };
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Card title={t("import.consentTitle")}>
        {may("consents:write") ? (
          <RadioCards
            label={t("import.consentAsk")}
            options={KINDS.filter((one) => one !== "column" || hasColumn).map((one) => ({
              value: one,
              title: t(`import.consent_${one}`),
              text: t(`import.consentText_${one}`),
            }))}
            register={{
              name: "consent",
              value: kind,
              onChange: (event) => setKind(event.currentTarget.value as ConsentPlan["kind"]),
            }}
          />
        ) : (
          <p className="flex items-start gap-2 rounded-xl bg-sunken p-3 text-sm text-ink-2">
            <Icon className="mt-0.5 shrink-0" name="info" />
            {t("import.consentScope")}
          </p>
        )}
      </Card>
      {kind !== "none" && (
        <Card title={t("import.proofTitle")}>
          <div className="grid gap-4">
            <Field
              error={isAsked && isMissing ? t("contacts.required") : undefined}
              hint={t("import.statementHint")}
              label={t("contacts.statement")}
            >
              {(attributes) => (
                <textarea
                  {...attributes}
                  className={`${INPUT} min-h-20 py-2`}
                  maxLength={4096}
                  onChange={(event) => setStatement(event.target.value)}
                  placeholder={t("import.statementExample")}
                  value={statement}
                />
              )}
            </Field>
            <Field hint={hasDates ? t("import.dateHint") : undefined} label={t("import.date")}>
              {(attributes) => (
                <TextInput
                  {...attributes}
                  className="max-w-52"
                  max={localNow().slice(0, 10)}
                  onChange={(event) => setDate(event.target.value || localNow().slice(0, 10))}
                  type="date"
                  value={date}
                />
              )}
            </Field>
            {kind === "column" && <YesValues onChange={setYes} values={values} yes={yes} />}
          </div>
        </Card>
      )}
      <Button className="justify-self-end" icon="arrow-right" look="primary" type="submit">
        {t("import.next")}
      </Button>
    </form>
  );
}

/** What stands in the column of consent, folded, each once. */
function valuesOf({ columns, list, isNamed }: Draft): string[] {
  const column = columns.find(({ target }) => target === "consent");
  if (column === undefined) return [];
  const values = list.rows
    .slice(Number(isNamed))
    .map(({ cells }) => foldValue(cells[column.index] ?? ""));
  return [...new Set(values.filter((value) => value !== ""))];
}

/** What stands in a column of consent: which of it means yes. */
function YesValues({
  values,
  yes,
  onChange,
}: {
  values: readonly string[];
  yes: ReadonlySet<string>;
  onChange: (yes: ReadonlySet<string>) => void;
}) {
  const t = useTranslations("import");
  const toggle = (value: string) => {
    const next = new Set(yes);
    if (!next.delete(value)) next.add(value);
    onChange(next);
  };
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1.5 text-sm font-medium">{t("yesValues")}</legend>
      {values.slice(0, VALUES_SHOWN).map((value) => (
        <label
          className="flex w-fit cursor-pointer items-center gap-2.5 py-1.5 text-sm"
          key={value}
        >
          <input
            checked={yes.has(value)}
            className="size-4 accent-accent"
            onChange={() => toggle(value)}
            type="checkbox"
          />
          <bdi>{value}</bdi>
        </label>
      ))}
      <p className="text-xs text-ink-3">{t("yesHint")}</p>
    </fieldset>
  );
}
