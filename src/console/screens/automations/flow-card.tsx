import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Flow, StepType } from "../../api/automations.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { goTo, useAt, useTree } from "../../ui/tree-form.tsx";
import { below } from "../../ui/tree.ts";
import { AddStep } from "./add-step.tsx";
import { StepCard } from "./step-card.tsx";
import {
  blankStep,
  FLOW_TYPES,
  newName,
  outlineOf,
  renamed,
  waysOf,
  withoutStep,
} from "./steps.ts";
import { WaySelect } from "./way-select.tsx";

/** A flow as an outline: its steps in the order in which a person meets them, and apart those that no way leads to. */
export function FlowCard({ flow }: { flow: Flow }) {
  const t = useTranslations("step");
  const { isFixed, write } = useTree();
  const faults = [useAt("/steps").fault, useAt("/start").fault].filter(Boolean);
  const { met, lost } = outlineOf(flow);
  const add = (type: StepType) => {
    const name = newName(flow.steps, type);
    const steps = { ...flow.steps, [name]: blankStep(type) };
    write("", { ...flow, steps, start: met.length === 0 ? name : flow.start });
    requestAnimationFrame(() => goTo(below("/steps", name)));
  };
  return (
    <Card title={t("steps")}>
      <p className="mb-3 text-sm text-ink-2">{t("stepsLead")}</p>
      <ol className="grid gap-3" data-at="/steps">
        {met.map((name, index) => (
          <li key={name}>
            <FlowStep flow={flow} name={name} number={index + 1} />
          </li>
        ))}
      </ol>
      {lost.length > 0 && (
        <section aria-label={t("lost")} className="mt-5 grid gap-3">
          <h3 className="text-sm font-semibold">{t("lost")}</h3>
          <p className="-mt-2 text-sm text-ink-2">{t("lostText")}</p>
          {lost.map((name, index) => (
            <FlowStep flow={flow} key={name} name={name} number={met.length + index + 1} />
          ))}
        </section>
      )}
      {faults.map((fault) => (
        <p className="mt-2 text-sm text-bad" key={fault}>
          {fault}
        </p>
      ))}
      {!isFixed && <AddStep label={t("addStep")} onAdd={add} types={FLOW_TYPES} />}
    </Card>
  );
}

function FlowStep({ flow, name, number }: { flow: Flow; name: string; number: number }) {
  const t = useTranslations("step");
  const { isFixed, write } = useTree();
  const step = flow.steps[name];
  if (step === undefined) return null;
  const at = below("/steps", name);
  const { usual, rare } = waysOf(step.type);
  const hasChoices = step.type === "buttons" || step.type === "list";
  const wayWords = (way: string) =>
    t("way", { way: hasChoices && way === "next" ? "shared" : way });
  return (
    <StepCard at={at} isInFlow name={name} number={number} step={step}>
      {usual.map((way) => (
        <WaySelect at={below(at, way)} key={way} label={wayWords(way)} />
      ))}
      {rare.length > 0 && (
        <details>
          <summary className="w-fit cursor-pointer py-1 text-sm text-ink-2">{t("rare")}</summary>
          <div className="grid gap-3 pt-2">
            {rare.map((way) => (
              <WaySelect at={below(at, way)} key={way} label={wayWords(way)} />
            ))}
          </div>
        </details>
      )}
      {!isFixed && (
        <div className="flex flex-wrap items-end justify-end gap-2 border-t border-line pt-3">
          <Rename flow={flow} key={name} name={name} />
          {flow.start !== name && (
            <Button look="quiet" onClick={() => write("/start", name)}>
              {t("makeFirst")}
            </Button>
          )}
          <IconButton
            icon="trash"
            label={t("removeStep", { number })}
            onClick={() => write("", withoutStep(flow, name))}
          />
        </div>
      )}
    </StepCard>
  );
}

const NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** What ways and reports call the step. */
function Rename({ flow, name }: { flow: Flow; name: string }) {
  const t = useTranslations("step");
  const { write } = useTree();
  const [typed, setTyped] = useState(name);
  const isTaken = typed !== name && Object.hasOwn(flow.steps, typed);
  const isWell = NAME.test(typed) && !isTaken;
  const rename = () => {
    if (isWell && typed !== name) write("", renamed(flow, name, typed));
  };
  return (
    <span className="mr-auto w-full sm:w-56">
      <Field
        error={isWell ? undefined : t(isTaken ? "nameTaken" : "nameHint")}
        label={t("stepName")}
      >
        {(attributes) => (
          <TextInput
            {...attributes}
            onBlur={rename}
            onChange={(event) => setTyped(event.target.value)}
            value={typed}
          />
        )}
      </Field>
    </span>
  );
}
