import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { audienceQuery } from "../../api/campaign-drafts.ts";
import { Card } from "../../ui/card.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AudienceCard, countedOf } from "./audience-card.tsx";
import { secondsFor } from "./plan.ts";
import type { StepProps } from "./step-props.ts";
import { useDuration } from "./use-duration.ts";

const PACE_MAX = 1000;
const SLOW_MPS = 5;

/** Step 3: at once, and how fast. */
export function When(props: StepProps) {
  const { plan, change, numbers } = props;
  const t = useTranslations("wizard");
  const durationOf = useDuration();
  const number = numbers.find(({ id }) => id === plan.numberId);
  const limit = number?.throughput_mps ?? 1;
  const counted = countedOf(plan, props);
  const { data } = useQuery({
    ...audienceQuery(counted ?? { audience: {} }),
    enabled: counted !== null,
  });
  const people = data?.eligible ?? 0;
  const perDay = number?.messaging_limit ?? null;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Card title={t("when")}>
        <div className="grid gap-4">
          <p className="flex items-start gap-2 text-sm">
            <Icon className="mt-0.5 shrink-0 text-accent" name="send" />
            {t("now")}
          </p>
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 text-sm font-medium">{t("pace")}</legend>
            <Choice
              checked={plan.paceMps === null}
              name="pace"
              onChange={() => change({ paceMps: null })}
              text={t("fastText", { limit, time: durationOf(secondsFor(people, limit, null)) })}
              title={t("fast")}
            />
            <Choice
              checked={plan.paceMps !== null}
              name="pace"
              onChange={() => change({ paceMps: Math.min(SLOW_MPS, limit) })}
              text={t("slowText")}
              title={t("slow")}
            >
              {plan.paceMps !== null && (
                <Field
                  hint={t("slowTime", {
                    time: durationOf(secondsFor(people, limit, plan.paceMps)),
                  })}
                  label={t("perSecond")}
                >
                  {(attributes) => (
                    <TextInput
                      {...attributes}
                      className="max-w-32"
                      max={PACE_MAX}
                      min={1}
                      onChange={({ target: { valueAsNumber: mps } }) =>
                        Number.isInteger(mps) &&
                        change({ paceMps: Math.max(1, Math.min(PACE_MAX, mps)) })
                      }
                      type="number"
                      value={plan.paceMps ?? ""}
                    />
                  )}
                </Field>
              )}
            </Choice>
          </fieldset>
          {perDay !== null && people > perDay && (
            <p className="flex items-start gap-2 rounded-xl bg-warn-soft p-3 text-sm text-warn">
              <Icon className="mt-0.5 shrink-0" name="triangle-alert" />
              {t("overLimit", { limit: perDay, over: people - perDay })}
            </p>
          )}
        </div>
      </Card>
      <AudienceCard {...props} />
    </div>
  );
}
