import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CheckCard } from "../../ui/check-card.tsx";
import { EmptyState } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { checkRows, type Checked, type Fault } from "./check-rows.ts";
import type { Draft } from "./import.tsx";
import { useReason } from "./use-reason.ts";

const EXAMPLES = 3;

/** Every row judged, before anything is sent: how many are good, and what is wrong with the others. */
export function StepCheck({
  draft,
  onColumns,
  onStart,
}: {
  draft: Draft;
  onColumns: () => void;
  onStart: (rows: readonly Checked[], mayUpdate: boolean) => void;
}) {
  const t = useTranslations();
  const [tag, setTag] = useState("");
  const [mayUpdate, setMayUpdate] = useState(true);
  const rows = useMemo(
    () =>
      checkRows(draft.list.rows.slice(Number(draft.isNamed)), {
        ...draft,
        tags: tag
          .split(",")
          .map((one) => one.trim())
          .filter(Boolean),
        source: draft.list.name ?? t("import.pasted"),
      }),
    [draft, tag, t],
  );
  const good = rows.filter(({ item }) => item !== null);
  const agreed = good.filter(({ item }) => item?.consent !== undefined).length;
  const faults = Map.groupBy(
    rows.filter(({ fault }) => fault !== null),
    ({ fault }) => fault,
  );
  if (good.length === 0 && rows.length === 0)
    return <EmptyState icon="users" text="" title={t("import.refused_empty")} />;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (good.length > 0) onStart(rows, mayUpdate);
      }}
    >
      <Card title={t("import.checkTitle")}>
        <ul className="grid gap-2 text-sm">
          <li className="flex items-start gap-2">
            <Icon className="mt-0.5 shrink-0 text-good" name="check" />
            {t("import.good", { count: good.length, total: rows.length })}
          </li>
          <li className="flex items-start gap-2">
            <Icon className="mt-0.5 shrink-0 text-ink-3" name="shield-check" />
            {t("import.agreedCount", { agreed, rest: good.length - agreed })}
          </li>
        </ul>
        {[...faults].map(
          ([fault, of]) => fault && <FaultGroup fault={fault} key={fault} rows={of} />,
        )}
      </Card>
      <Card title={t("import.options")}>
        <div className="grid gap-4">
          <Field hint={t("import.tagHint")} label={t("import.tag")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                autoComplete="off"
                className="max-w-80"
                maxLength={200}
                onChange={(event) => setTag(event.target.value)}
                value={tag}
              />
            )}
          </Field>
          <CheckCard
            checked={mayUpdate}
            onChange={setMayUpdate}
            text={t("import.updateHint")}
            title={t("import.update")}
          />
        </div>
      </Card>
      <footer className="flex flex-wrap justify-end gap-2">
        {faults.size > 0 && <Button onClick={onColumns}>{t("import.fixColumns")}</Button>}
        <Button disabled={good.length === 0} icon="upload" look="primary" type="submit">
          {t("import.start", { count: good.length })}
        </Button>
      </footer>
    </form>
  );
}

/** One kind of fault, with the first lines that have it. */
function FaultGroup({ fault, rows }: { fault: Fault; rows: readonly Checked[] }) {
  const t = useTranslations("import");
  const reason = useReason();
  return (
    <div className="mt-3 rounded-xl bg-warn-soft p-3 text-sm">
      <p className="flex items-start gap-2 font-medium text-warn">
        <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
        {t("faultCount", { count: rows.length, reason: reason({ code: fault }) })}
      </p>
      <ul className="mt-1.5 grid gap-1 pl-6 text-ink-2">
        {rows.slice(0, EXAMPLES).map(({ row, of }) => (
          <li className="truncate" key={row.line}>
            {t("line", { line: row.line })}: <bdi>{row.cells.filter(Boolean).join(" · ")}</bdi>
            {of !== undefined && ` (${t("sameAs", { line: of })})`}
          </li>
        ))}
      </ul>
    </div>
  );
}
