import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import type { Campaign } from "../../api/campaigns.ts";
import type { Versioned } from "../../api/client.ts";
import type { PhoneNumber } from "../../api/numbers.ts";
import type { Template } from "../../api/templates.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Page } from "../../ui/page.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { Sides, TwoVersions } from "../../ui/two-versions.tsx";
import { audienceOf } from "./audience.ts";
import { Check } from "./check.tsx";
import { DeleteDraft } from "./delete-draft.tsx";
import { PlanSummary } from "./plan-summary.tsx";
import { planOf, type Plan } from "./plan.ts";
import type { StepProps } from "./step-props.ts";
import { usePlan } from "./use-plan.ts";
import { isFilled, slotsOf } from "./variables.ts";
import { What } from "./what.tsx";
import { When } from "./when.tsx";
import { Who } from "./who.tsx";

const STEPS = ["who", "what", "when", "check"] as const;
const LAST = STEPS.length - 1;

/** Four steps, each kept as a draft as soon as there is enough of it to keep; back at any time. */
export function WizardSteps({
  first,
  kept: read,
  numbers,
  templates,
}: {
  first: Plan;
  kept?: Versioned<Campaign>;
  numbers: readonly PhoneNumber[];
  templates: readonly Template[];
}) {
  const t = useTranslations("wizard");
  const navigate = useNavigate();
  const { step: wanted = 1 } = useSearch({ strict: false });
  const saved = usePlan(first, read);
  const { plan, kept, isDirty } = saved;
  const [isTried, setTried] = useState(false);
  const reached = reachedBy(plan, templates);
  // What comes after the template is said of a draft that is kept.
  const step = Math.min(wanted - 1, reached, kept === null ? 1 : LAST);
  const go = (next: number) => {
    setTried(false);
    void navigate({ to: ".", search: (all) => ({ ...all, step: next + 1 }) });
  };
  const goTo = (next: number) => {
    if (next > reached) setTried(true);
    else if (next > step && reached === LAST) saved.keep(next, () => go(next));
    else go(next);
  };
  const props: StepProps = { plan, change: saved.change, kept, numbers, templates, isTried };
  return (
    <Page
      act={kept && <Delete id={kept.body.id} name={plan.name} />}
      back={{ to: "/campaigns", label: t("all") }}
      title={<bdi>{kept ? plan.name : t("new")}</bdi>}
    >
      <Stepper
        current={step}
        label={t("steps")}
        onGo={goTo}
        reached={reached}
        steps={STEPS.map((one) => t(one))}
      />
      <div className="grid gap-5">
        <Step step={step}>
          {step === 0 && <Who {...props} />}
          {step === 1 && <What {...props} />}
          {step === 2 && <When {...props} />}
          {step === LAST && kept && <Check {...props} kept={kept} />}
        </Step>
        {saved.problem !== null && <ProblemNote error={saved.problem} />}
        <Foot
          isBusy={saved.isSaving}
          isSaved={kept !== null && !isDirty}
          onBack={step > 0 && (() => go(step - 1))}
          onNext={step < LAST && (() => goTo(step + 1))}
        />
      </div>
      <LeaveGuard when={isDirty} />
      {saved.theirs && (
        <TwoVersions
          error={saved.problem}
          isBusy={saved.isSaving}
          onClose={saved.decided}
          onMine={saved.keepMine}
          onTheirs={saved.takeTheirs}
        >
          <Sides
            mine={<PlanSummary {...props} />}
            theirs={<PlanSummary {...props} plan={planOf(saved.theirs.body)} />}
          />
        </TwoVersions>
      )}
    </Page>
  );
}

/** A new step is a new page to who listens: its name gets the focus. */
function Step({ step, children }: { step: number; children: ReactNode }) {
  const t = useTranslations("wizard");
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) heading.current?.focus();
    before.current = step;
  }, [step]);
  return (
    <>
      <h2 className="text-lg font-semibold outline-none" ref={heading} tabIndex={-1}>
        {t(`${STEPS[step] ?? "who"}Title`)}
      </h2>
      {children}
    </>
  );
}

function Foot({
  isSaved,
  isBusy,
  onBack,
  onNext,
}: {
  isSaved: boolean;
  isBusy: boolean;
  onBack: false | (() => void);
  onNext: false | (() => void);
}) {
  const t = useTranslations("wizard");
  return (
    <footer className="z-10 -mx-4 -mb-5 flex items-center gap-2 border-t border-line bg-canvas px-4 py-3 md:sticky md:bottom-0 md:-mx-8 md:-mb-8 md:px-8">
      {onBack && (
        <Button icon="chevron-left" onClick={onBack}>
          {t("back")}
        </Button>
      )}
      <p aria-live="polite" className="min-w-0 grow text-right text-sm text-ink-3">
        {isSaved && t("saved")}
      </p>
      {onNext && (
        <Button busy={isBusy} look="primary" onClick={onNext}>
          {t("next")}
        </Button>
      )}
    </footer>
  );
}

function Delete({ id, name }: { id: string; name: string }) {
  const t = useTranslations("wizard");
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button icon="trash" look="quiet" onClick={() => setAsking(true)}>
        <span className="max-sm:sr-only">{t("delete")}</span>
      </Button>
      {isAsking && <DeleteDraft id={id} name={name} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The last step that can be gone to, counted from 0: each needs what the one before it asks for. */
function reachedBy({ name, numberId, who, templateId, variables }: Plan, all: readonly Template[]) {
  const isKeptList = who.kind === "list" && who.contacts === null;
  if (name.trim() === "" || numberId === "" || (audienceOf(who) === null && !isKeptList)) return 0;
  const template = all.find(({ id }) => id === templateId);
  return template !== undefined && isFilled(slotsOf(template), variables) ? LAST : 1;
}
