import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Draft } from "./use-draft.ts";

/** Where the draft stands, and what can be done with it. */
export function EditorFoot({
  draft,
  errorCount,
  isFixed,
  onTry,
  onSave,
  onPublish,
}: {
  draft: Draft;
  errorCount: number;
  isFixed: boolean;
  onTry: () => void;
  onSave: () => void;
  onPublish: () => void;
}) {
  const t = useTranslations("automations");
  const { id, isDirty, isSaving, problem } = draft;
  const state = errorCount > 0 ? t("blocked", { count: errorCount }) : "";
  return (
    <footer className="z-10 -mx-4 -mb-5 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t border-line bg-canvas px-4 py-3 md:sticky md:bottom-0 md:-mx-8 md:-mb-8 md:px-8 lg:col-span-2">
      {problem !== null && draft.theirs === null && (
        <ProblemNote className="basis-full" error={problem} />
      )}
      <p
        aria-live="polite"
        className="flex min-w-0 grow basis-full items-start gap-1.5 text-sm text-ink-2 empty:hidden sm:basis-40"
      >
        {state !== "" && (
          <Icon className="mt-0.5 shrink-0 text-bad" name="circle-alert" size={15} />
        )}
        {state ||
          (isFixed ? t("readOnly") : isDirty ? t("unsaved") : id !== undefined && t("allSaved"))}
      </p>
      {id !== undefined && (
        <Button className="max-sm:grow" icon="play" onClick={onTry}>
          {t("try")}
        </Button>
      )}
      {!isFixed && (
        <>
          <Button
            aria-keyshortcuts="Control+S"
            busy={isSaving}
            className="max-sm:grow"
            onClick={onSave}
            title="Ctrl + S"
          >
            {t("save")}
          </Button>
          <Button
            aria-keyshortcuts="Control+Enter"
            className="max-sm:grow"
            icon="send"
            look="primary"
            onClick={onPublish}
            title="Ctrl + Enter"
          >
            {t("publish")}
          </Button>
        </>
      )}
    </footer>
  );
}
