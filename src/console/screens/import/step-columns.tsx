import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { MappingTable } from "../../ui/mapping-table.tsx";
import { fieldName, guessColumns, TARGETS, withTarget, type Target } from "./columns.ts";
import type { Draft } from "./import.tsx";
import { NumbersWithoutCode, useNumbers } from "./numbers-without-code.tsx";

/** Which column is what. Nothing else is asked while no column holds phone numbers. */
export function StepColumns({
  draft,
  onChange,
  onNext,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onNext: () => void;
}) {
  const t = useTranslations("import");
  const { columns, list, isNamed } = draft;
  const numbers = useNumbers(draft, onChange);
  const hasPhone = columns.some(({ target }) => target === "phone");
  const used = columns.filter(({ target }) => target !== "skip");
  const unused = columns.filter(({ target }) => target === "skip");
  const lineOf = (column: (typeof columns)[number]) => ({
    key: column.index,
    name: column.header || t("columnNumber", { number: column.index + 1 }),
    examples: column.examples,
    target: column.target,
  });
  const targets = TARGETS.map((value) => ({ value, label: t("target", { target: value }) }));
  const change = (index: number, target: string) =>
    onChange({ ...draft, columns: withTarget(columns, index, target as Target) });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void numbers.settle().then((isSettled) => isSettled && hasPhone && onNext());
      }}
    >
      <Card
        aside={
          <span className="text-xs text-ink-3">
            {t("rowsRead", { count: list.rows.length - Number(isNamed) })}
          </span>
        }
        title={t("columnsTitle")}
      >
        {used.length > 0 && (
          <MappingTable lines={used.map(lineOf)} onChange={change} targets={targets} />
        )}
        {columns.some(({ target }) => target === "field") && (
          <p className="mt-2 text-xs text-ink-3">
            {t("fieldsNote", {
              names: columns
                .filter(({ target }) => target === "field")
                .map(fieldName)
                .join(", "),
            })}
          </p>
        )}
        {unused.length > 0 && (
          <details className="mt-3 text-sm" open={!hasPhone}>
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
              onChange({ ...draft, isNamed: named, columns: guessColumns(list, named) });
            }}
            type="checkbox"
          />
          {t("isNamed")}
        </label>
      </Card>
      {!hasPhone && (
        <p
          className="flex items-start gap-2 rounded-xl bg-warn-soft p-4 text-sm text-warn"
          role="alert"
        >
          <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
          {t("noPhone")}
        </p>
      )}
      {hasPhone && <NumbersWithoutCode numbers={numbers} />}
      <Button
        busy={numbers.isSaving}
        className="justify-self-end"
        icon="arrow-right"
        look="primary"
        type="submit"
      >
        {t("next")}
      </Button>
    </form>
  );
}
