import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { currentPerson, may } from "../api/session.ts";
import { restoreWorkspace, workspaceQuery } from "../api/workspace.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/feedback.tsx";
import { focusContent } from "../ui/focus-content.ts";
import { Icon } from "../ui/icon.tsx";
import { LongTime } from "../ui/time.tsx";
import { toast } from "../ui/toast.tsx";

/**
 * Says over every screen that the workspace is closed: when it is gone, what still works, and for an owner the way back. The place
 * is always there, so that screen readers hear it.
 */
export function ClosingBanner() {
  const t = useTranslations("closing");
  const queries = useQueryClient();
  const workspace = useQuery({ ...workspaceQuery, enabled: may("workspace:read") });
  const restoring = useMutation({
    mutationFn: restoreWorkspace,
    onSuccess: async () => {
      await queries.invalidateQueries();
      focusContent();
      toast(t("restored"));
    },
    // It was taken back by somebody else, or its end has begun.
    onError: () => void queries.invalidateQueries({ queryKey: workspaceQuery.queryKey }),
  });
  const closingAt = workspace.data?.body.closing_at ?? null;
  const isOwner = currentPerson()?.role === "owner";
  return (
    <div className={closingAt === null ? undefined : "shrink-0 bg-warn-soft px-4 py-2.5 text-sm"}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-warn">
        <div className="min-w-0 grow basis-64" role="status">
          {closingAt !== null && (
            <p className="flex items-start gap-2">
              <Icon className="mt-0.5 shrink-0" name="hourglass" />
              <span>
                <span className="font-semibold">
                  {t.rich("until", { time: () => <LongTime at={closingAt} /> })}
                </span>{" "}
                {t("works")} {!isOwner && t("askOwner")}
              </span>
            </p>
          )}
        </div>
        {closingAt !== null && isOwner && (
          <Button busy={restoring.isPending} icon="undo-2" onClick={() => restoring.mutate()}>
            {t("restore")}
          </Button>
        )}
      </div>
      {closingAt !== null && restoring.isError && (
        <ProblemNote className="mt-2" error={restoring.error} />
      )}
    </div>
  );
}
