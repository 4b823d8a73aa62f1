import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";

import { isMoving, type Import } from "../../api/imports.ts";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Meter } from "../../ui/meter.tsx";
import { Day } from "../../ui/time.tsx";

const KINDS = ["created", "updated", "unchanged", "rejected"] as const;

/** How far it is, and what became of every row: four numbers that make the whole. */
export function Outcome({ one }: { one: Import }) {
  const t = useTranslations("import");
  const format = useFormatter();
  const isOver = !isMoving(one);
  return (
    <Card title={t(titleOf(one))}>
      <div className="grid gap-4">
        {one.error !== null && (
          <p
            className="flex items-start gap-2 rounded-xl bg-bad-soft p-3 text-sm text-bad"
            role="alert"
          >
            <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
            {one.error.line === null
              ? one.error.detail
              : t("failedLine", { line: one.error.line, detail: one.error.detail })}
          </p>
        )}
        {(one.status === "queued" || one.status === "running") && (
          <Meter
            label={t("progress", { done: one.rows, total: one.total_rows })}
            max={one.total_rows}
            value={one.rows}
          />
        )}
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {KINDS.map((kind) => (
            <div className="rounded-xl bg-sunken p-3" key={kind}>
              <dt className="text-xs text-ink-2">{t(`kind_${kind}`)}</dt>
              <dd className="tabular text-xl font-semibold">{format.number(one[kind])}</dd>
            </div>
          ))}
        </dl>
        <div className="grid gap-1 text-sm text-ink-2" role="status">
          {isOver && (
            <p className="tabular">
              {t("sum", {
                total: one.rows,
                created: one.created,
                updated: one.updated,
                unchanged: one.unchanged,
                rejected: one.rejected,
              })}
            </p>
          )}
          {isOver && (
            <p className="tabular">
              {one.consent === null ? t("noConsent") : t("consentsSum", one.consents)}
            </p>
          )}
          {isOver && one.dry_run && one.status === "completed" && (
            <p className="font-medium text-ink">{t("nothingYet")}</p>
          )}
          {one.undo !== null && <p>{t("undoneText", one.undo)}</p>}
          {!isOver && <p>{t("leaveIt")}</p>}
        </div>
        <Notes one={one} />
      </div>
    </Card>
  );
}

function Notes({ one }: { one: Import }) {
  const t = useTranslations("import");
  const isUndoable = one.status === "completed" && !one.dry_run && one.created > 0;
  return (
    <>
      {one.repeats !== null && (
        <p className="rounded-xl bg-info-soft p-3 text-sm text-info">
          {t("repeats")}{" "}
          <Link
            className="font-medium underline underline-offset-2"
            params={{ id: one.repeats }}
            to="/contacts/imports/$id"
          >
            {t("earlier")}
          </Link>
        </p>
      )}
      {isUndoable && one.expires_at !== null && (
        <p className="text-xs text-ink-3">
          {t.rich("undoUntil", { day: () => <Day at={one.expires_at ?? ""} /> })}
        </p>
      )}
    </>
  );
}

function titleOf({ status, dry_run: isDry }: Import) {
  switch (status) {
    case "queued":
    case "running":
    case "receiving":
      return isDry ? "checking" : "running";
    case "completed":
      return isDry ? "checked" : "finished";
    case "failed":
    case "undoing":
    case "undone":
      return status;
  }
}
