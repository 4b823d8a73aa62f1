import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import type { PhoneNumber } from "../../api/numbers.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Page } from "../../ui/page.tsx";
import { Sides, TwoVersions } from "../../ui/two-versions.tsx";
import { useChords } from "../../ui/use-chords.ts";
import { DeleteTemplate } from "./delete-template.tsx";
import { EditorFields } from "./editor-fields.tsx";
import { LintList } from "./lint-list.tsx";
import { partsOf, type Parts } from "./parts.ts";
import { TemplatePreview } from "./template-preview.tsx";
import type { Kept } from "./use-draft.ts";
import { useLint } from "./use-lint.ts";
import { useSaving } from "./use-saving.ts";

/** The parts at the left; the phone, and what Meta would say, at the right. `kept` is the draft as it was read. */
export function EditTemplate({
  parts: first,
  kept,
  homes,
}: {
  parts: Parts;
  kept?: Kept;
  /** Where a new one may belong to. */
  homes: readonly PhoneNumber[];
}) {
  const t = useTranslations("templates");
  const navigate = useNavigate();
  const form = useForm<Parts>({ defaultValues: first });
  // Safe: every field has a first value.
  const parts = useWatch({ control: form.control }) as Parts;
  const lint = useLint(parts);
  const [isTried, setTried] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const saving = useSaving(form, kept);
  const isDirty = form.formState.isDirty;
  const submit = () => {
    setTried(true);
    const wrong = lint.errors[0];
    if (wrong === undefined) saving.submit(parts);
    else form.setFocus(wrong.place);
  };
  useChords({ s: () => saving.save(parts), Enter: submit });
  const state = lint.errors.length > 0 ? t("blocked", { count: lint.errors.length }) : "";
  return (
    <Page
      act={
        kept && (
          <Button icon="trash" look="quiet" onClick={() => setDeleting(true)}>
            <span className="max-sm:sr-only">{t("delete")}</span>
          </Button>
        )
      }
      back={{ to: "/templates", label: t("all") }}
      lead={t("editLead")}
      title={kept?.template.name ?? t("new")}
    >
      <form
        className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="grid gap-4">
          <EditorFields
            form={form}
            homes={homes}
            parts={parts}
            wrongAt={(place) => (isTried ? lint.errors.find((one) => one.place === place) : null)}
          />
        </div>
        <div className="grid gap-4 lg:sticky lg:top-0">
          <TemplatePreview parts={parts} />
          <LintList lint={lint} onJump={(place) => form.setFocus(place)} />
        </div>
        <footer className="z-10 -mb-5 md:-mb-8 -mx-4 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t border-line bg-canvas px-4 py-3 md:sticky md:bottom-0 md:-mx-8 md:px-8 lg:col-span-2">
          {saving.problem !== null && <ProblemNote className="basis-full" error={saving.problem} />}
          <p
            aria-live="polite"
            className="flex min-w-0 grow basis-full items-start gap-1.5 text-sm text-ink-2 empty:hidden sm:basis-40"
          >
            {state !== "" && (
              <Icon className="mt-0.5 shrink-0 text-bad" name="circle-alert" size={15} />
            )}
            {state || (isDirty ? t("unsaved") : kept && t("saved"))}
          </p>
          <Button
            aria-keyshortcuts="Control+S"
            busy={saving.isSaving}
            className="max-sm:grow"
            onClick={() => saving.save(parts)}
            title="Ctrl + S"
          >
            {t("save")}
          </Button>
          <Button
            aria-keyshortcuts="Control+Enter"
            busy={saving.isSubmitting}
            className="max-sm:grow"
            icon="send"
            look="primary"
            title="Ctrl + Enter"
            type="submit"
          >
            {t("submit")}
          </Button>
        </footer>
      </form>
      <LeaveGuard when={isDirty} />
      {isDeleting && kept && (
        <DeleteTemplate
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate({ to: "/templates", ignoreBlocker: true })}
          template={kept.template}
        />
      )}
      {saving.theirs && (
        <TwoVersions
          error={saving.problem}
          isBusy={saving.isSaving}
          onClose={saving.decided}
          onMine={() => saving.save(parts, saving.theirs?.etag)}
          onTheirs={saving.takeTheirs}
        >
          <Sides
            mine={<TemplatePreview parts={parts} plain />}
            theirs={<TemplatePreview parts={partsOf(saving.theirs.body, parts.numberId)} plain />}
          />
        </TwoVersions>
      )}
    </Page>
  );
}
