import { useTranslations } from "use-intl";

import type { Rule, StepType } from "../../api/automations.ts";
import { IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { goTo, useAt } from "../../ui/tree-form.tsx";
import { below, moved } from "../../ui/tree.ts";
import { AddStep } from "./add-step.tsx";
import { StepCard } from "./step-card.tsx";
import { blankStep, RULE_TYPES } from "./steps.ts";

const ACTIONS_MAX = 20;

/** What a rule does, one after the other. */
export function ActionsCard({ rule: { actions } }: { rule: Rule }) {
  const t = useTranslations("step");
  const { fault, isFixed, write } = useAt("/actions");
  const add = (type: StepType) => {
    write([...actions, blankStep(type)]);
    requestAnimationFrame(() => goTo(below("/actions", actions.length)));
  };
  return (
    <Card title={t("actions")}>
      <ol className="grid gap-3" data-at="/actions">
        {actions.map((step, index) => (
          <li key={index}>
            <StepCard at={below("/actions", index)} isInFlow={false} number={index + 1} step={step}>
              {!isFixed && (
                <span className="flex justify-end">
                  {index > 0 && (
                    <IconButton
                      icon="chevron-up"
                      label={t("moveUp", { number: index + 1 })}
                      onClick={() => write(moved(actions, index, -1))}
                    />
                  )}
                  {index < actions.length - 1 && (
                    <IconButton
                      icon="chevron-down"
                      label={t("moveDown", { number: index + 1 })}
                      onClick={() => write(moved(actions, index, 1))}
                    />
                  )}
                  <IconButton
                    icon="trash"
                    label={t("removeStep", { number: index + 1 })}
                    onClick={() => write(actions.filter((_, one) => one !== index))}
                  />
                </span>
              )}
            </StepCard>
          </li>
        ))}
      </ol>
      {fault && <p className="mt-2 text-sm text-bad">{fault}</p>}
      {!isFixed && actions.length < ACTIONS_MAX && (
        <AddStep label={t("addAction")} onAdd={add} types={RULE_TYPES} />
      )}
    </Card>
  );
}
