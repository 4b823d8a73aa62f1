import { useTranslations } from "use-intl";

import type { ContactField } from "../../api/fields.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CheckCard } from "../../ui/check-card.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { MappingTable } from "../../ui/mapping-table.tsx";
import {
  fieldName,
  guessColumns,
  hasCountryCode,
  looksLikePhone,
  namesPeople,
  TARGETS,
  withTarget,
  type Target,
} from "./columns.ts";
import { CountrySelect } from "./country-select.tsx";
import type { Draft } from "./draft.ts";

/** Which column is what, and what holds for every row. Nothing else is asked while no column says who a person is. */
export function StepColumns({
  draft,
  fields,
  onChange,
  onNext,
}: {
  draft: Draft;
  /** Those that are declared. */
  fields: readonly ContactField[];
  onChange: (draft: Draft) => void;
  onNext: () => void;
}) {
  const t = useTranslations("import");
  const hasIdentity = namesPeople(draft.columns);
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (hasIdentity) onNext();
      }}
    >
      <Card title={t("columnsTitle")}>
        <Columns draft={draft} fields={fields} onChange={onChange} />
      </Card>
      {!hasIdentity && (
        <p
          className="flex items-start gap-2 rounded-xl bg-warn-soft p-4 text-sm text-warn"
          role="alert"
        >
          <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
          {t("noPhone")}
        </p>
      )}
      <Card title={t("options")}>
        <div className="grid gap-4">
          {needsCountry(draft) && (
            <CountrySelect
              onChange={(country) => onChange({ ...draft, country })}
              value={draft.country}
            />
          )}
          <Field hint={t("tagHint")} label={t("tag")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                autoComplete="off"
                className="max-w-80"
                maxLength={200}
                onChange={(event) => onChange({ ...draft, tags: event.target.value })}
                value={draft.tags}
              />
            )}
          </Field>
          <CheckCard
            checked={draft.mayUpdate}
            onChange={(mayUpdate) => onChange({ ...draft, mayUpdate })}
            text={t("updateHint")}
            title={t("update")}
          />
        </div>
      </Card>
      <Button className="justify-self-end" icon="arrow-right" look="primary" type="submit">
        {t("next")}
      </Button>
    </form>
  );
}

function needsCountry({ columns, list, isNamed }: Draft): boolean {
  const column = columns.find(({ target }) => target === "phone");
  if (column === undefined) return false;
  return list.rows
    .slice(Number(isNamed))
    .map((cells) => cells[column.index] ?? "")
    .some((text) => looksLikePhone(text) && !hasCountryCode(text));
}

function Columns({
  draft,
  fields,
  onChange,
}: {
  draft: Draft;
  fields: readonly ContactField[];
  onChange: (draft: Draft) => void;
}) {
  const t = useTranslations("import");
  const { columns, list, isNamed } = draft;
  const used = columns.filter(({ target }) => target !== "skip");
  const unused = columns.filter(({ target, header }) => target === "skip" && header !== "");
  const newFields = columns.filter(({ target }) => target === "field").map(fieldName);
  const lineOf = (column: (typeof columns)[number]) => ({
    key: column.index,
    name: isNamed ? column.header : t("columnNumber", { number: column.index + 1 }),
    examples: column.examples,
    target: column.target,
  });
  const targets = [
    ...TARGETS.map((value) => ({ value: value as string, label: t("target", { target: value }) })),
    ...fields.map(({ key, label }) => ({
      value: `fields.${key}`,
      label: t("fieldTarget", { label }),
    })),
  ];
  const change = (index: number, target: string) =>
    // Safe: the values of the options are the targets.
    onChange({ ...draft, columns: withTarget(columns, index, target as Target) });
  return (
    <>
      {used.length > 0 && (
        <MappingTable lines={used.map(lineOf)} onChange={change} targets={targets} />
      )}
      {newFields.length > 0 && (
        <p className="mt-2 text-xs text-ink-3">
          {t("fieldsNote", { names: newFields.join(", ") })}
        </p>
      )}
      {unused.length > 0 && (
        <details className="mt-3 text-sm" open={!namesPeople(columns)}>
          <summary className="w-fit cursor-pointer py-1.5 text-ink-2 hover:text-ink">
            {t("unused", { count: unused.length })}
          </summary>
          <MappingTable lines={unused.map(lineOf)} onChange={change} targets={targets} />
        </details>
      )}
      <label className="mt-3 flex w-fit cursor-pointer items-center gap-2.5 py-1.5 text-sm">
        <input
          checked={isNamed}
          className="size-4 accent-accent"
          onChange={(event) => {
            const named = event.target.checked;
            onChange({ ...draft, isNamed: named, columns: guessColumns(list, named, fields) });
          }}
          type="checkbox"
        />
        {t("isNamed")}
      </label>
    </>
  );
}
