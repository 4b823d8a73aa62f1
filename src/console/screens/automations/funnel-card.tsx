import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { definitionOf, funnelQuery, type Automation, type Funnel } from "../../api/automations.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { namedSteps, outlineOf } from "./steps.ts";
import { useStepWords } from "./use-place-words.ts";

const NOTHING = { waiting: 0, completed: 0, failed: 0, stopped: 0 };

/** How many runs of the version that is published came to each step, and how they ended. */
export function FunnelCard({ automation }: { automation: Automation }) {
  const t = useTranslations("runs");
  const stepWords = useStepWords();
  const query = useQuery(funnelQuery(automation.id));
  const definition = definitionOf(automation);
  const order =
    definition.kind === "flow" ? outlineOf(definition).met : Object.keys(namedSteps(definition));
  const { started = 0, steps = {}, ...ends }: Partial<Funnel> = query.data ?? {};
  const names = [...new Set([...order, ...Object.keys(steps)])].filter((name) => name in steps);
  return (
    <Card title={t("funnel", { version: automation.version ?? 0 })}>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && started === 0 && <p className="text-sm text-ink-2">{t("funnelNone")}</p>}
      {started > 0 && (
        <>
          <p className="mb-3 text-sm text-ink-2">
            {t("funnelSum", { ...NOTHING, ...ends, handed: ends.handed_off ?? 0, started })}
          </p>
          <ol className="grid grid-cols-1 gap-2">
            {names.map((name) => (
              <li key={name}>
                <span className="flex gap-3 text-sm">
                  <bdi className="min-w-0 grow truncate">{stepWords(definition, name)}</bdi>
                  <span className="tabular shrink-0 text-ink-2">
                    {t("people", { count: steps[name] ?? 0 })}
                  </span>
                </span>
                <svg
                  aria-hidden="true"
                  className="mt-1 h-2 w-full overflow-hidden rounded-full bg-line text-accent"
                  preserveAspectRatio="none"
                  viewBox="0 0 100 1"
                >
                  <rect
                    fill="currentColor"
                    height="1"
                    width={Math.min(100, ((steps[name] ?? 0) / started) * 100)}
                  />
                </svg>
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}
