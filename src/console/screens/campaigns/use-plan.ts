import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { createDraft, draftQuery, updateDraft, type DraftBody } from "../../api/campaign-drafts.ts";
import type { Campaign } from "../../api/campaigns.ts";
import type { Versioned } from "../../api/client.ts";
import { toProblem } from "../../api/problem.ts";
import { bodyOf, planOf, type Plan } from "./plan.ts";

type Draft = Versioned<Campaign>;

/** The plan on the screen and the draft that keeps it. What somebody else made of the draft meanwhile is `theirs`. */
export function usePlan(first: Plan, read: Draft | undefined) {
  const queries = useQueryClient();
  const moveTo = useMove();
  const shown = useShown(first, read);
  const { plan, kept } = shown;
  const [theirs, setTheirs] = useState<Draft | null>(null);
  const take = (draft: Draft, next: Plan) => {
    setTheirs(null);
    shown.take(draft, next);
    queries.setQueryData(draftQuery(draft.body.id).queryKey, draft);
    void queries.invalidateQueries({ queryKey: ["campaigns", "list"] });
  };
  const saving = useMutation({
    mutationFn: ({ etag }: { etag: string | undefined; go: (draft: Draft) => void }) =>
      kept === null
        ? // Safe: a plan is kept only when it is complete, and so has an audience.
          createDraft(bodyOf(plan) as DraftBody)
        : updateDraft(kept.body.id, etag, bodyOf(plan)),
    onSuccess: (draft, { go }) => {
      take(draft, plan);
      go(draft);
    },
    onError: async (error) => {
      if (isStale(error) && kept !== null)
        setTheirs(await queries.fetchQuery(draftQuery(kept.body.id)));
    },
  });
  return {
    ...shown,
    theirs,
    problem: isStale(saving.error) ? null : saving.error,
    isSaving: saving.isPending,
    decided: () => setTheirs(null),
    takeTheirs: () => theirs && take(theirs, planOf(theirs.body)),
    keepMine: () => theirs && saving.mutate({ etag: theirs.etag, go: () => undefined }),
    /** Keep the plan, which has to be complete, and go on. */
    keep: (step: number, go: () => void) => {
      if (kept !== null && !shown.isDirty) go();
      else if (!saving.isPending)
        saving.mutate({
          etag: kept?.etag,
          go: ({ body }) => (kept === null ? moveTo(body.id, step) : go()),
        });
    },
  };
}

const isStale = (error: unknown): boolean =>
  error !== null && toProblem(error).code === "precondition_failed";

/** What is on the screen, and what of it is kept. */
function useShown(first: Plan, read: Draft | undefined) {
  const [plan, setPlan] = useState(first);
  const [clean, setClean] = useState(first);
  const [kept, setKept] = useState(read ?? null);
  return {
    plan,
    kept,
    isDirty: JSON.stringify(plan) !== JSON.stringify(clean),
    change: (part: Partial<Plan>) => setPlan((now) => ({ ...now, ...part })),
    take: (draft: Draft, next: Plan) => {
      setKept(draft);
      setPlan(next);
      setClean(next);
    },
  };
}

/** Where a new draft goes: to an address of its own, at the step that comes next. */
function useMove() {
  const navigate = useNavigate();
  return (id: string, step: number) =>
    void navigate({
      to: "/campaigns/$id/edit",
      params: { id },
      search: { step: step + 1 },
      ignoreBlocker: true,
    });
}
