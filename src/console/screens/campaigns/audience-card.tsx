import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";

import { audienceQuery, type Counted } from "../../api/campaign-drafts.ts";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { useSettled } from "../../ui/use-settled.ts";
import { audienceOf } from "./audience.ts";
import type { Plan } from "./plan.ts";
import { reasonsOf } from "./reasons.ts";
import { SkipList } from "./skip-list.tsx";
import type { StepProps } from "./step-props.ts";
import { isFilled, slotsOf } from "./variables.ts";

const TYPING_MS = 300;

/** How many get it and how many do not, and why, while the audience is chosen. */
export function AudienceCard({ plan, kept, templates }: StepProps) {
  const t = useTranslations("wizard");
  const format = useFormatter();
  const counted = useSettled(countedOf(plan, { kept, templates }), TYPING_MS);
  const query = useQuery({
    ...audienceQuery(counted ?? { audience: {} }),
    enabled: counted !== null,
  });
  const count = query.data;
  const template = templates.find(({ id }) => id === plan.templateId);
  return (
    <Card title={t("audience")}>
      {counted === null ? (
        <p className="text-sm text-ink-2">{t("audienceNone")}</p>
      ) : query.isError ? (
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      ) : count === undefined ? (
        <Skeleton lines={2} />
      ) : (
        <div aria-busy={query.isFetching} className="grid gap-3">
          <p aria-live="polite">
            <span
              className={cx(
                "tabular block text-3xl font-semibold tracking-tight",
                query.isFetching && "text-ink-3",
              )}
            >
              {format.number(count.eligible)}
            </span>
            <span className="text-sm text-ink-2">{t("eligible", { count: count.eligible })}</span>
          </p>
          <p className="tabular text-xs text-ink-3">
            {t("sum", {
              matched: count.matched,
              eligible: count.eligible,
              skipped: count.matched - count.eligible,
            })}
          </p>
          <SkipList reasons={reasonsOf(count)} />
          <p className="border-t border-line pt-3 text-xs text-ink-3">
            {template === undefined
              ? t("asMarketing")
              : t("asCategory", { category: template.category })}
          </p>
        </div>
      )}
    </Card>
  );
}

/** What is asked to be counted: variables only when all are filled, else everybody would lack one. */
export function countedOf(
  plan: Plan,
  { kept, templates }: Pick<StepProps, "kept" | "templates">,
): Counted | null {
  const audience = audienceOf(plan.who);
  if (audience === null)
    return plan.who.kind === "list" && plan.who.contacts === null && kept !== null
      ? { draft: kept.body.id, version: kept.etag }
      : null;
  const template = templates.find(({ id }) => id === plan.templateId);
  return template !== undefined && isFilled(slotsOf(template), plan.variables)
    ? { audience, template_id: template.id, variables: plan.variables }
    : { audience };
}
