import { useState } from "react";
import { useTranslations } from "use-intl";

import { definitionOf, type Automation, type Definition } from "../../api/automations.ts";
import type { Versioned } from "../../api/client.ts";
import { may } from "../../api/session.ts";
import { Card } from "../../ui/card.tsx";
import { DiffList } from "../../ui/diff-list.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { TextAt } from "../../ui/tree-fields.tsx";
import { goTo, TreeForm } from "../../ui/tree-form.tsx";
import { TwoVersions } from "../../ui/two-versions.tsx";
import { useChords } from "../../ui/use-chords.ts";
import { ActionsCard } from "./actions-card.tsx";
import { AutomationFrame } from "./automation-frame.tsx";
import { ConditionsCard } from "./conditions-card.tsx";
import { EditorFoot } from "./editor-foot.tsx";
import { FlowCard } from "./flow-card.tsx";
import { ProblemList } from "./problem-list.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { TestsCard } from "./tests-card.tsx";
import { TriggerCard } from "./trigger-card.tsx";
import { TryDialog } from "./try-dialog.tsx";
import { useDiffRows } from "./use-diff-rows.ts";
import { useDraft, useOpening } from "./use-draft.ts";
import { useFindings } from "./use-findings.ts";

/** What starts it, what must hold, and what it does; beside it what stands against publishing it, and how it goes when it is tried. */
export function EditAutomation({
  first,
  kept,
}: {
  first: Definition;
  kept?: Versioned<Automation>;
}) {
  const t = useTranslations("automations");
  const draft = useDraft(first, kept);
  const opens = useOpening(kept === undefined);
  const findings = useFindings(draft);
  const diffRows = useDiffRows();
  const [open, setOpen] = useState<"try" | "publish" | null>(null);
  const isFixed = !may("automations:write");
  const { value, isDirty, theirs } = draft;
  const errors = findings.findings.filter(({ severity }) => severity === "error");
  const keep = async (): Promise<boolean> => {
    if (isFixed || (!isDirty && draft.id !== undefined)) return true;
    return (await draft.save()) !== null;
  };
  const save = async () => {
    const id = await draft.save();
    if (id !== null) opens(id, value.name);
  };
  const openKept = async (what: "try" | "publish") => {
    if (what === "publish" && !isDirty && errors[0] !== undefined) goTo(errors[0].pointer);
    else if (await keep()) setOpen(what);
  };
  const close = () => {
    setOpen(null);
    // What was kept to be tried has an address of its own now.
    if (kept === undefined && draft.id !== undefined && !isDirty) opens(draft.id, value.name);
  };
  useChords({ s: () => void save(), Enter: () => void openKept("publish") });
  return (
    <AutomationFrame automation={draft.base?.body} title={value.name || t("new")}>
      <TreeForm faults={findings.findings} isFixed={isFixed} value={value} write={draft.write}>
        <form
          className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]"
          noValidate
          onSubmit={(event) => event.preventDefault()}
        >
          <div className="grid min-w-0 gap-4">
            <Card title={t("about")}>
              <TextAt at="/name" hint={t("nameHint")} label={t("name")} maxLength={200} />
            </Card>
            <TriggerCard automationId={draft.id} />
            <ConditionsCard definition={value} />
            {value.kind === "rule" ? <ActionsCard rule={value} /> : <FlowCard flow={value} />}
            <SettingsCard />
          </div>
          <div className="grid min-w-0 gap-4 lg:sticky lg:top-0">
            <ProblemList definition={value} findings={findings} isDirty={isDirty} />
            <TestsCard
              findings={findings}
              onTry={() => void openKept("try")}
              isDirty={isDirty}
              saved={draft.saved.tests ?? []}
              tests={value.tests ?? []}
            />
          </div>
          <EditorFoot
            draft={draft}
            errorCount={errors.length}
            isFixed={isFixed}
            onPublish={() => void openKept("publish")}
            onSave={() => void save()}
            onTry={() => void openKept("try")}
          />
        </form>
        {open === "try" && draft.id !== undefined && (
          <TryDialog definition={value} id={draft.id} onClose={close} />
        )}
      </TreeForm>
      {open === "publish" && draft.base && (
        <PublishDialog
          automation={draft.base.body}
          definition={value}
          onClose={close}
          onPublished={(after) => {
            draft.adopt(after);
            close();
          }}
        />
      )}
      <LeaveGuard when={isDirty} />
      {theirs && (
        <TwoVersions
          error={draft.problem}
          isBusy={draft.isSaving}
          onClose={draft.decided}
          onMine={() => void draft.save(theirs.etag)}
          onTheirs={draft.takeTheirs}
        >
          <DiffList rows={diffRows(definitionOf(theirs.body), value)} />
        </TwoVersions>
      )}
    </AutomationFrame>
  );
}
