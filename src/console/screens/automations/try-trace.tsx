import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import { Icon } from "../../ui/icon.tsx";
import { namedSteps, STEP_ICONS } from "./steps.ts";
import { useOutcomeWords } from "./use-outcome-words.ts";
import { useStepWords } from "./use-place-words.ts";
import type { Play } from "./use-play.ts";
import { useReasonWords } from "./use-reason-words.ts";

/** What the automation did, step by step, and where it stands. */
export function TryTrace({
  definition,
  play: { played, turns },
}: {
  definition: Definition;
  play: Play;
}) {
  const t = useTranslations("try");
  const runs = useTranslations("runs");
  const stepWords = useStepWords();
  const outcomeWords = useOutcomeWords();
  const reasonWords = useReasonWords();
  const steps = namedSteps(definition);
  const trace = played?.trace ?? [];
  const hasBegun = trace.length > 0;
  return (
    <section aria-label={t("trace")} aria-live="polite" className="min-w-0">
      <h3 className="mb-2 text-sm font-semibold">{t("trace")}</h3>
      {!hasBegun && (
        <p className="text-sm text-ink-2">{t(turns.length === 0 ? "traceNone" : "notBegun")}</p>
      )}
      <ol className="grid grid-cols-1 gap-1.5">
        {trace.map(({ step, outcome }, index) => (
          <li className="flex items-start gap-2 text-sm" key={index}>
            <Icon
              className="mt-0.5 shrink-0 text-ink-3"
              name={STEP_ICONS[steps[step]?.type ?? ""] ?? "info"}
            />
            <span className="min-w-0 grow truncate">
              <bdi>{stepWords(definition, step)}</bdi>
            </span>
            <span className="shrink-0 text-xs text-ink-3">{outcomeWords(outcome)}</span>
          </li>
        ))}
      </ol>
      {hasBegun && played && (
        <p className="mt-2 text-sm font-medium">
          {runs("status", { status: played.status })}
          {played.reason !== null && `: ${reasonWords(played.reason)}`}
        </p>
      )}
    </section>
  );
}
