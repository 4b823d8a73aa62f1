import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { fieldsQuery } from "../../api/fields.ts";
import { currentPerson, may } from "../../api/session.ts";
import { EmptyState } from "../../ui/feedback.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { localNow } from "../../ui/local-time.ts";
import { Page } from "../../ui/page.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { guessColumns, hasHeader } from "./columns.ts";
import { draftOf, type Draft } from "./draft.ts";
import { PastImports } from "./past-imports.tsx";
import type { List } from "./read-list.ts";
import { StepColumns } from "./step-columns.tsx";
import { StepConsent } from "./step-consent.tsx";
import { StepData } from "./step-data.tsx";

const STEPS = ["data", "columns", "consent", "check"] as const;

/** A list of people from a file or the clipboard: what its columns are, and what they agreed to. Its check has a page of its own. */
export function Import() {
  const t = useTranslations();
  const { change } = useSearch({ from: "/signed-in/contacts/import" });
  const [draft, setDraft] = useState<Draft | null>(() => draftOf(change));
  const [step, setStep] = useState(draft === null ? 0 : 1);
  const fields = useQuery({ ...fieldsQuery, enabled: may("contacts:read") });
  const back = { to: "/contacts", label: t("contacts.title") } as const;
  const begin = (list: List) => {
    setDraft(draftFrom(list, fields.data?.data ?? []));
    setStep(1);
  };
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
        onGo={setStep}
        steps={STEPS.map((one) => t(`import.step_${one}`))}
      />
      {step === 0 && (
        <div className="grid gap-4">
          <StepData onList={begin} />
          <PastImports />
        </div>
      )}
      {step === 1 && draft && (
        <StepColumns
          draft={draft}
          fields={fields.data?.data ?? []}
          onChange={setDraft}
          onNext={() => setStep(2)}
        />
      )}
      {step === 2 && draft && <StepConsent draft={draft} onChange={setDraft} />}
      <LeaveGuard
        when={draft !== null}
        words={{
          title: t("import.leaveTitle"),
          text: t("import.leaveDraft"),
          leave: t("import.leave"),
          stay: t("import.stay"),
        }}
      />
    </Page>
  );
}

function draftFrom(list: List, fields: Parameters<typeof guessColumns>[2]): Draft {
  const isNamed = hasHeader(list);
  return {
    list,
    isNamed,
    columns: guessColumns(list, isNamed, fields),
    country: null,
    tags: "",
    mayUpdate: true,
    consent: {
      kind: "none",
      statement: "",
      source: "",
      declaredBy: currentPerson()?.user.full_name ?? "",
      date: localNow().slice(0, 10),
      evidence: null,
    },
  };
}
