import { useTranslations } from "use-intl";

import type { Flow, StepType } from "../../api/automations.ts";
import { IconButton } from "../../ui/button.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { goTo, useAt, useTree } from "../../ui/tree-form.tsx";
import { below, writeAt } from "../../ui/tree.ts";
import { blankStep, FLOW_TYPES, newName, outlineOf, waysOf } from "./steps.ts";
import { useStepWords } from "./use-place-words.ts";

const NEW = "+";

/** Where a way leads: to a step there is, to one that is made with the choice, or nowhere. */
export function WaySelect({
  at,
  label,
  needed = false,
  shared = false,
}: {
  /** JSON pointer of the way. */
  at: string;
  label: string;
  /** It must lead somewhere. */
  needed?: boolean;
  /** Without a way of its own it goes the common one of its step. */
  shared?: boolean;
}) {
  const t = useTranslations("step");
  const tree = useTree();
  const { value, fault, isFixed, write } = useAt(at);
  const stepWords = useStepWords();
  // Safe: only flows have ways.
  const flow = tree.value as Flow;
  const { met, lost } = outlineOf(flow);
  const order = [...met, ...lost];
  const to = typeof value === "string" ? value : "";
  const choose = (next: string) => {
    if (next === "") return write(needed ? "" : undefined);
    if (!next.startsWith(NEW)) return write(next);
    // Safe: the options name kinds of steps.
    const type = next.slice(NEW.length) as StepType;
    const name = newName(flow.steps, type);
    // What came next so far comes next after the new step.
    const goesOn = to !== "" && waysOf(type).usual.includes("next");
    const step = goesOn ? { ...blankStep(type), next: to } : blankStep(type);
    tree.write("", writeAt(writeAt(flow, below("/steps", name), step), at, name));
    requestAnimationFrame(() => goTo(below("/steps", name)));
  };
  const isKnown = to === "" || Object.hasOwn(flow.steps, to);
  return (
    <Field error={fault} label={label}>
      {(attributes) => (
        <span className="flex gap-1">
          <select
            {...attributes}
            className={`${INPUT} h-11 min-w-0 truncate md:h-10`}
            data-at={at}
            disabled={isFixed}
            onChange={(event) => choose(event.target.value)}
            value={to}
          >
            <option value="">{t(needed ? "choose" : shared ? "wayShared" : "wayEnds")}</option>
            {!isKnown && <option value={to}>{t("wayLost", { name: to })}</option>}
            <optgroup label={t("wayExisting")}>
              {order.map((name, index) => (
                <option key={name} value={name}>
                  {`${index + 1} · ${stepWords(flow, name).slice(0, 60)}`}
                </option>
              ))}
            </optgroup>
            <optgroup label={t("wayNew")}>
              {FLOW_TYPES.map((type) => (
                <option key={type} value={NEW + type}>
                  {t("newStep", { name: t("type", { type }) })}
                </option>
              ))}
            </optgroup>
          </select>
          {to !== "" && isKnown && (
            <IconButton
              icon="arrow-right"
              label={t("wayGo", { label })}
              onClick={() => goTo(below("/steps", to))}
            />
          )}
        </span>
      )}
    </Field>
  );
}
