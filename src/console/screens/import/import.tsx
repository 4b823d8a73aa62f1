import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { EmptyState } from "../../ui/feedback.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Page } from "../../ui/page.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import type { Checked, ConsentPlan, NumberReading } from "./check-rows.ts";
import { guessColumns, hasHeader, type Column } from "./columns.ts";
import type { List } from "./read-list.ts";
import { StepCheck } from "./step-check.tsx";
import { StepColumns } from "./step-columns.tsx";
import { StepConsent } from "./step-consent.tsx";
import { StepData } from "./step-data.tsx";
import { StepResult } from "./step-result.tsx";
import { useImportRun } from "./use-import-run.ts";

/** What is decided on the way; each step changes its part. */
export interface Draft {
  readonly list: List;
  readonly isNamed: boolean;
  readonly columns: readonly Column[];
  readonly reading: NumberReading;
  readonly consent: ConsentPlan;
}

const STEPS = ["data", "columns", "consent", "check", "result"] as const;

/** A list of people from a file or the clipboard: what it is, what they agreed to, what is wrong, and what became of it. */
export function Import() {
  const t = useTranslations();
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<Draft | null>(null);
  const run = useImportRun();
  const isUnderWay = run.status === "running" || run.status === "stopped";
  const back = { to: "/contacts", label: t("contacts.title") } as const;
  const begin = (list: List) => {
    const isNamed = hasHeader(list);
    setDraft({
      list,
      isNamed,
      columns: guessColumns(list, isNamed),
      reading: { kind: "country", country: null },
      consent: { kind: "none" },
    });
    setStep(1);
  };
  const again = () => {
    setDraft(null);
    setStep(0);
  };
  const start = (rows: readonly Checked[], mayUpdate: boolean) => {
    run.start(rows, mayUpdate);
    setStep(4);
  };
  const withDraft = (show: (known: Draft) => ReactNode) => () => draft && show(draft);
  const steps: readonly (() => ReactNode)[] = [
    () => <StepData onList={begin} />,
    withDraft((known) => (
      <StepColumns draft={known} onChange={setDraft} onNext={() => setStep(2)} />
    )),
    withDraft((known) => (
      <StepConsent draft={known} onChange={setDraft} onNext={() => setStep(3)} />
    )),
    withDraft((known) => <StepCheck draft={known} onColumns={() => setStep(1)} onStart={start} />),
    withDraft((known) => <StepResult draft={known} onAgain={again} run={run} />),
  ];
  if (!may("contacts:write"))
    return (
      <Page back={back} title={t("import.title")}>
        <EmptyState
          icon="lock"
          text={t("problem.remedy", { code: "missing_scope" })}
          title={t("problem.code", { code: "missing_scope" })}
        />
      </Page>
    );
  return (
    <Page back={back} lead={t("import.lead")} title={t("import.title")}>
      <Stepper
        current={step}
        label={t("import.steps")}
        onGo={step < 4 ? setStep : undefined}
        steps={STEPS.map((one) => t(`import.step_${one}`))}
      />
      {steps[step]?.()}
      <LeaveGuard
        when={isUnderWay || (draft !== null && step < 4)}
        words={{
          title: t("import.leaveTitle"),
          text: t(isUnderWay ? "import.leaveRunning" : "import.leaveDraft"),
          leave: t("import.leave"),
          stay: t("import.stay"),
        }}
      />
    </Page>
  );
}
