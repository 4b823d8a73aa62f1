import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { automationQuery, runsQuery, type Run, type RunStatus } from "../../api/automations.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { INPUT } from "../../ui/field.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { AutomationFrame } from "./automation-frame.tsx";
import { FunnelCard } from "./funnel-card.tsx";
import { RunDialog } from "./run-dialog.tsx";
import { RunLine } from "./run-line.tsx";

const STATUSES = ["waiting", "completed", "failed", "stopped", "handed_off"] as const;

/** Who went through it and how that went, and how many came how far. */
export function Runs() {
  const t = useTranslations("runs");
  const automations = useTranslations("automations");
  const { id } = useParams({ from: "/signed-in/automations/$id/runs" });
  const { status } = useSearch({ from: "/signed-in/automations/$id/runs" });
  const navigate = useNavigate({ from: "/automations/$id/runs" });
  const automation = useQuery(automationQuery(id));
  const [shown, setShown] = useState<Run | null>(null);
  const body = automation.data?.body;
  return (
    <AutomationFrame automation={body} title={body?.name ?? automations("one")}>
      <div className="grid gap-4">
        {automation.isError && (
          <ProblemNote error={automation.error} onRetry={() => void automation.refetch()} />
        )}
        {body && body.version !== null && <FunnelCard automation={body} />}
        <Card
          aside={
            <select
              aria-label={t("state")}
              className={`${INPUT} h-10 max-w-44 md:h-9`}
              onChange={({ target: { value } }) =>
                void navigate({
                  // Safe: the options name the states.
                  search: value === "" ? {} : { status: value as RunStatus },
                  replace: true,
                })
              }
              value={status ?? ""}
            >
              <option value="">{t("any")}</option>
              {STATUSES.map((one) => (
                <option key={one} value={one}>
                  {t("status", { status: one })}
                </option>
              ))}
            </select>
          }
          title={t("title")}
        >
          <Listed id={id} onOpen={setShown} status={status} />
        </Card>
      </div>
      {shown && body && <RunDialog automation={body} onClose={() => setShown(null)} run={shown} />}
    </AutomationFrame>
  );
}

/** The runs, page by page. */
function Listed({
  id,
  status,
  onOpen,
}: {
  id: string;
  status: RunStatus | undefined;
  onOpen: (run: Run) => void;
}) {
  const t = useTranslations("runs");
  const query = useInfiniteQuery(runsQuery({ automation: id, ...(status && { status }) }));
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.data === undefined)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const runs = query.data.pages.flatMap(({ data }) => data);
  return (
    <>
      {runs.length === 0 && !query.hasNextPage && (
        <EmptyState icon="workflow" text={t("noneText")} title={t("none")} />
      )}
      <ul className="divide-y divide-line">
        {runs.map((run) => (
          <li key={run.id}>
            <RunLine onOpen={() => onOpen(run)} run={run} />
          </li>
        ))}
      </ul>
      <MoreButton className="mt-3" query={query} />
    </>
  );
}
