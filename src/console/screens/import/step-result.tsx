import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";

import { Button, buttonLook } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Meter } from "../../ui/meter.tsx";
import { saveFile } from "../../ui/save-file.ts";
import type { Draft } from "./import.tsx";
import { csvOf } from "./read-list.ts";
import type { ImportRun } from "./use-import-run.ts";
import { useReason } from "./use-reason.ts";

const KINDS = ["created", "updated", "unchanged", "failed"] as const;
const SHOWN = 50;

/** How it goes, and what became of every row: four numbers that make the whole, and each refused row with its reason. */
export function StepResult({
  draft,
  run,
  onAgain,
}: {
  draft: Draft;
  run: ImportRun;
  onAgain: () => void;
}) {
  const t = useTranslations("import");
  const format = useFormatter();
  const reason = useReason();
  const total = draft.list.rows.length - Number(draft.isNamed);
  const outcomes = [...run.outcomes];
  const countOf = (kind: (typeof KINDS)[number]) =>
    outcomes.filter(([, { status }]) => status === kind).length;
  const refused = outcomes
    .filter(([, { status }]) => status === "failed")
    .toSorted(([a], [b]) => a.row.line - b.row.line);
  const whyOf = ({ code = "", message, of }: (typeof refused)[number][1]) =>
    reason({ code, ...(message !== undefined && { message }), ...(of !== undefined && { of }) });
  const download = async () => {
    const header = draft.columns.map(
      ({ header: name, index }) => name ?? t("columnNumber", { number: index + 1 }),
    );
    const rows = refused.map(([{ row }, outcome]) => [
      ...draft.columns.map(({ index }) => row.cells[index] ?? ""),
      String(row.line),
      whyOf(outcome),
    ]);
    saveFile(await csvOf([[...header, t("lineHead"), t("reasonHead")], ...rows]), "rejected.csv");
  };
  return (
    <div className="grid gap-4">
      <Card title={t(run.status === "done" ? "resultDone" : "resultRunning")}>
        <div className="grid gap-4">
          {run.status !== "done" && (
            <Meter label={t("progress", { done: run.done, total })} max={total} value={run.done} />
          )}
          <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
            {KINDS.map((kind) => (
              <div className="rounded-xl bg-sunken p-3" key={kind}>
                <dt className="text-xs text-ink-2">{t(`kind_${kind}`)}</dt>
                <dd className="tabular text-xl font-semibold">{format.number(countOf(kind))}</dd>
              </div>
            ))}
          </dl>
          {run.status === "done" && (
            <p className="tabular text-sm text-ink-2" role="status">
              {t("sum", {
                total,
                created: countOf("created"),
                updated: countOf("updated"),
                unchanged: countOf("unchanged"),
                failed: countOf("failed"),
              })}
            </p>
          )}
          {run.status === "stopped" && <ProblemNote error={run.problem} onRetry={run.goOn} />}
          {run.status === "running" && <p className="text-xs text-ink-3">{t("keepOpen")}</p>}
        </div>
      </Card>
      {refused.length > 0 && (
        <Card
          aside={
            <Button icon="download" onClick={() => void download()}>
              {t("download")}
            </Button>
          }
          title={t("refusedTitle", { count: refused.length })}
        >
          <table className="w-full border-collapse text-sm">
            <thead className="border-b border-line text-left text-xs text-ink-3">
              <tr>
                <th className="py-2 pr-4 font-medium">{t("lineHead")}</th>
                <th className="py-2 pr-4 font-medium">{t("rowHead")}</th>
                <th className="py-2 font-medium">{t("reasonHead")}</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {refused.slice(0, SHOWN).map(([{ row }, outcome]) => (
                <tr key={row.line}>
                  <td className="tabular py-2 pr-4 align-top text-ink-2">{row.line}</td>
                  <th className="max-w-56 py-2 pr-4 text-left align-top font-normal" scope="row">
                    <bdi className="line-clamp-2 break-words">
                      {row.cells.filter(Boolean).join(" · ")}
                    </bdi>
                  </th>
                  <td className="py-2 align-top text-ink-2">{whyOf(outcome)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {refused.length > SHOWN && (
            <p className="mt-3 text-xs text-ink-3">
              {t("refusedMore", { count: refused.length - SHOWN })}
            </p>
          )}
        </Card>
      )}
      {run.status === "done" && (
        <footer className="flex flex-wrap justify-end gap-2">
          <Button onClick={onAgain}>{t("again")}</Button>
          <Link className={buttonLook()} to="/contacts">
            {t("toContacts")}
          </Link>
        </footer>
      )}
    </div>
  );
}
