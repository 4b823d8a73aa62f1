import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { fetchFindings, type Import } from "../../api/imports.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { readRows } from "./read-list.ts";

/** So many entries are read into the page; more are for a file. */
const SHOWN_MAX = 2_000;
const EXAMPLES = 3;

/** A line of the file of findings. */
interface Finding {
  readonly line: string;
  readonly column: string;
  readonly code: string;
  readonly value: string;
  readonly outcome: string;
  readonly message: string;
}

/** What is wrong with rows, by reason with the first lines that have it, and all of it as a file. */
export function Findings({ one }: { one: Import }) {
  const t = useTranslations("import");
  const isShown = one.reported <= SHOWN_MAX;
  const query = useQuery({
    queryKey: ["imports", "findings", one.id, one.dry_run],
    queryFn: async () => readFindings(await fetchFindings(one.id)),
    enabled: isShown,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const saving = useMutation({
    mutationFn: async () => saveFile(await fetchFindings(one.id), `${one.id}-errors.csv`),
  });
  const groups = Map.groupBy(query.data ?? [], ({ code, outcome }) => `${code} ${outcome}`);
  return (
    <Card
      aside={
        <Button busy={saving.isPending} icon="download" onClick={() => saving.mutate()}>
          {t("download")}
        </Button>
      }
      title={t("findings")}
    >
      {saving.isError && <ProblemNote error={saving.error} />}
      {!isShown && (
        <p className="text-sm text-ink-2">{t("manyFindings", { count: one.reported })}</p>
      )}
      {isShown && query.isPending && <Skeleton className="px-0" lines={2} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <ul className="grid gap-3">
        {[...groups].map(([key, findings]) => (
          <Group findings={findings} key={key} />
        ))}
      </ul>
    </Card>
  );
}

function Group({ findings }: { findings: readonly Finding[] }) {
  const t = useTranslations();
  const { code = "", message = "", outcome } = findings[0] ?? {};
  const reason = t("import.reason", { code }) || t("problem.field", { code }) || message;
  return (
    <li className="rounded-xl bg-warn-soft p-3 text-sm">
      <p className="font-medium text-warn">
        {t("import.findingCount", { count: findings.length, reason })}
        {outcome === "imported" && ` (${t("import.findingKept")})`}
      </p>
      <ul className="mt-1.5 grid gap-1 text-ink-2">
        {findings.slice(0, EXAMPLES).map(({ line, column, value }, index) => (
          <li className="truncate" key={index}>
            {t("import.line", { line })}
            {column !== "" && <bdi> · {column}</bdi>}
            {value !== "" && <bdi>: {value}</bdi>}
          </li>
        ))}
      </ul>
    </li>
  );
}

async function readFindings(file: Blob): Promise<Finding[]> {
  const [, ...rows] = await readRows(await file.text());
  return rows.map(
    ([line = "", column = "", code = "", value = "", outcome = "", message = ""]) => ({
      line,
      column,
      code,
      value,
      outcome,
      message,
    }),
  );
}
