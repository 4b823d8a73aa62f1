import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";

import { agentsQuery, spendQuery, templateFiguresQuery } from "../../api/analytics.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { useWait } from "./use-wait.ts";

interface Row {
  readonly key: string;
  readonly cells: readonly ReactNode[];
}

/** A card with a small table, while it comes and when there is nothing in it. */
function Figures({
  title,
  columns,
  query,
  rows,
}: {
  title: string;
  columns: readonly string[];
  query: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  rows: readonly Row[];
}) {
  const t = useTranslations("reports");
  return (
    <Card title={title}>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {!query.isPending && !query.isError && rows.length === 0 && (
        <p className="text-sm text-ink-2">{t("nothing")}</p>
      )}
      {rows.length > 0 && (
        <table className="tabular w-full border-collapse text-sm">
          <thead className="text-left text-xs text-ink-2">
            <tr>
              {columns.map((column) => (
                <th className="py-1 pr-2 font-medium" key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {columns.map((column, i) => (
                  <td className="max-w-52 truncate py-1.5 pr-2" key={column}>
                    {cells[i]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** How the templates did. */
export function TemplateCard({ days }: { days: number }) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const query = useQuery(templateFiguresQuery(days));
  const rows = (query.data?.data ?? []).map(({ template_id: key, name, sent, read, failed }) => ({
    key,
    cells: [
      <bdi key="name">{name?.replaceAll("_", " ") ?? t("deleted")}</bdi>,
      format.number(sent),
      sent === 0 ? "–" : format.number(read / sent, { style: "percent" }),
      format.number(failed),
    ],
  }));
  const columns = [t("template"), t("sent"), t("read"), t("failed")];
  return <Figures columns={columns} query={query} rows={rows} title={t("templates")} />;
}

/** Who sent and answered. */
export function AgentCard({ days }: { days: number }) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const wait = useWait();
  const query = useQuery(agentsQuery(days));
  const rows = (query.data?.data ?? []).map(({ kind, id, sent, replies, ...row }) => ({
    key: id,
    cells: [
      `${t("author", { kind })} …${id.slice(-4)}`,
      format.number(sent),
      format.number(replies),
      wait(row.mean_reply_seconds),
    ],
  }));
  const columns = [t("who"), t("sent"), t("replies"), t("wait")];
  return <Figures columns={columns} query={query} rows={rows} title={t("agents")} />;
}

/** What Meta bills by. */
export function SpendCard({ days }: { days: number }) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const query = useQuery(spendQuery(days));
  const rows = (query.data?.data ?? []).map(({ category, market, billed, free }) => ({
    key: `${category} ${market}`,
    cells: [t("category", { category }), market, format.number(billed), format.number(free)],
  }));
  const columns = [t("priced"), t("market"), t("billed"), t("free")];
  return <Figures columns={columns} query={query} rows={rows} title={t("spend")} />;
}
