import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { aiSettingsQuery, draftByAi, mayChangeAi, type Brief } from "../../api/drafts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { AiDraftView } from "./ai-draft-view.tsx";
import { BriefForm } from "./brief-form.tsx";

/** Have a model draft a template: it sees the brief in the form and nothing else, and the form shows all that is sent. */
export function AiDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("ai");
  const settings = useQuery(aiSettingsQuery);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const drafting = useMutation({
    mutationFn: (brief: Brief) => draftByAi(brief, key),
    // What was answered, or refused, is over: the next try is another one.
    onSettled: () => setKey(crypto.randomUUID()),
  });
  return (
    <Dialog lead={t("lead")} onClose={onClose} title={t("title")} wide>
      <div className="overflow-y-auto">
        {settings.isPending && <Skeleton lines={4} />}
        {settings.isError && (
          <ProblemNote
            className="m-5"
            error={settings.error}
            onRetry={() => void settings.refetch()}
          />
        )}
        {settings.data?.enabled === false && (
          <EmptyState
            icon="sparkles"
            text={t(mayChangeAi() ? "offOwner" : "offText")}
            title={t("offTitle")}
          >
            {mayChangeAi() && (
              <Link className="text-sm font-medium text-accent-strong" to="/settings/workspace">
                {t("toSettings")}
              </Link>
            )}
          </EmptyState>
        )}
        {settings.data?.enabled === true && (
          <>
            {drafting.data && <AiDraftView draft={drafting.data} onAgain={drafting.reset} />}
            <div hidden={drafting.data !== undefined}>
              <BriefForm
                error={drafting.error}
                isBusy={drafting.isPending}
                onDraft={(brief) => drafting.mutate(brief)}
              />
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
