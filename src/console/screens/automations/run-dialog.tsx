import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import {
  definitionOf,
  runQuery,
  stopRun,
  type Automation,
  type Run,
} from "../../api/automations.ts";
import { may } from "../../api/session.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LongTime } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { RunState } from "./run-line.tsx";
import { useOutcomeWords } from "./use-outcome-words.ts";
import { useStepWords } from "./use-place-words.ts";
import { useReasonWords } from "./use-reason-words.ts";

/** One run: each step and what came of it, what it knows, and its end by hand. */
export function RunDialog({
  run: { id, contact_id: contact, contact_name: name, conversation_id: talk },
  automation,
  onClose,
}: {
  run: Run;
  automation: Automation;
  onClose: () => void;
}) {
  const t = useTranslations("runs");
  const stepWords = useStepWords();
  const outcomeWords = useOutcomeWords();
  const reasonWords = useReasonWords();
  const queries = useQueryClient();
  const query = useQuery(runQuery(id));
  const definition = definitionOf(automation);
  const stopping = useMutation({
    mutationFn: () => stopRun(id),
    onSuccess: async () => {
      toast(t("stopped"));
      await queries.invalidateQueries({ queryKey: ["runs"] });
    },
  });
  const run = query.data;
  return (
    <Dialog onClose={onClose} title={name ?? t("noName")}>
      <div className="grid min-h-0 grid-cols-1 gap-4 overflow-y-auto p-5 text-sm">
        {query.isPending && <Skeleton lines={3} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {stopping.error !== null && <ProblemNote error={stopping.error} />}
        {run && (
          <>
            <p className="flex flex-wrap items-center gap-2">
              <RunState run={run} />
              {run.reason !== null && reasonWords(run.reason)}
              {run.wakes_at !== null &&
                t.rich("wakes", { time: () => <LongTime at={run.wakes_at ?? ""} /> })}
            </p>
            <ol aria-label={t("trace")} className="grid grid-cols-1 gap-2">
              {run.trace.map(({ step, outcome, at }, index) => (
                <li className="grid grid-cols-1 gap-0.5" key={index}>
                  <span className="flex gap-2">
                    <bdi className="min-w-0 grow truncate">
                      {run.version === automation.version ? stepWords(definition, step) : step}
                    </bdi>
                    <span className="shrink-0 text-ink-2">{outcomeWords(outcome)}</span>
                  </span>
                  <span className="text-xs text-ink-3">
                    <LongTime at={at} />
                  </span>
                </li>
              ))}
            </ol>
            {Object.keys(run.variables).length > 0 && (
              <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-xl bg-sunken p-3">
                {Object.entries(run.variables).map(([variable, value]) => (
                  <div className="contents" key={variable}>
                    <dt className="font-mono text-xs text-ink-2">{variable}</dt>
                    <dd className="break-words">
                      <bdi>{value}</bdi>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </>
        )}
        <footer className="flex flex-wrap justify-end gap-2">
          {may("contacts:read") && (
            <Link className={buttonLook()} params={{ id: contact }} to="/contacts/$id">
              {t("toContact")}
            </Link>
          )}
          {talk !== null && may("inbox:read") && (
            <Link className={buttonLook()} params={{ id: talk }} to="/inbox/$id">
              {t("toTalk")}
            </Link>
          )}
          {run?.status === "waiting" && may("automations:write") && (
            <Button
              busy={stopping.isPending}
              icon="ban"
              look="danger"
              onClick={() => stopping.mutate()}
            >
              {t("stop")}
            </Button>
          )}
        </footer>
      </div>
    </Dialog>
  );
}
