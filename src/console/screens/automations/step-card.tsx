import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import type { Step } from "../../api/automations.ts";
import { Icon } from "../../ui/icon.tsx";
import { useTree } from "../../ui/tree-form.tsx";
import { StepFields } from "./step-fields.tsx";
import { excerptOf, STEP_ICONS } from "./steps.ts";

/** A step or an action: what it is, what it says, and its fields; what is wrong with it as a whole stands above them. */
export function StepCard({
  at,
  step,
  number,
  name,
  isInFlow,
  children,
}: {
  /** JSON pointer of the step. */
  at: string;
  step: Step;
  number: number;
  /** How ways call it; absent in a rule. */
  name?: string;
  isInFlow: boolean;
  /** Its ways, and what can be done with it. */
  children: ReactNode;
}) {
  const t = useTranslations("step");
  const { faults } = useTree();
  const own = faults.filter(({ pointer }) => pointer === at);
  const count = faults.filter(({ pointer }) => pointer.startsWith(`${at}/`)).length + own.length;
  return (
    <details
      className="group rounded-xl border border-line bg-surface open:shadow-lift"
      data-at={at}
      open
    >
      <summary className="flex cursor-pointer items-center gap-2.5 p-3 text-sm">
        <span className="tabular grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-strong">
          {number}
        </span>
        <Icon className="shrink-0 text-ink-2" name={STEP_ICONS[step.type] ?? "info"} />
        <span className="min-w-0 grow">
          <span className="font-medium">{t("type", { type: step.type })}</span>
          {name && <code className="ml-2 text-xs text-ink-3">{name}</code>}
          <bdi className="block truncate text-xs text-ink-2 group-open:hidden">
            {excerptOf(step)}
          </bdi>
        </span>
        {count > 0 && (
          <span className="flex items-center gap-1 text-xs text-bad">
            <Icon name="circle-alert" size={14} />
            {t("faults", { count })}
          </span>
        )}
        <Icon className="shrink-0 text-ink-3 group-open:rotate-180" name="chevron-down" />
      </summary>
      <div className="grid gap-3 border-t border-line p-3 md:p-4">
        {own.map(({ text, severity }) => (
          <p className={severity === "error" ? "text-sm text-bad" : "text-sm text-warn"} key={text}>
            {text}
          </p>
        ))}
        <StepFields at={at} isInFlow={isInFlow} step={step} />
        {children}
      </div>
    </details>
  );
}
