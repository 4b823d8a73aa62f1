import { useMutation, useQueryClient } from "@tanstack/react-query";

import {
  automationQuery,
  createAutomation,
  updateAutomation,
  type Automation,
  type Definition,
} from "../../api/automations.ts";
import type { Versioned } from "../../api/client.ts";
import { toProblem, type Problem } from "../../api/problem.ts";
import { goTo } from "../../ui/tree-form.tsx";

/** What becomes of a draft that is written. */
interface Fate {
  readonly begins: () => void;
  readonly saved: (after: Versioned<Automation>, definition: Definition) => void;
  /** Somebody else had changed it: what they made of it. */
  readonly changed: (theirs: Versioned<Automation>) => void;
  readonly refused: (problem: Problem) => void;
}

/** Writes the draft: a new one without an `id`, else over the version of `etag` and no other. */
export function useSaving(id: string | undefined, fate: Fate) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ definition, etag }: { definition: Definition; etag: string | undefined }) =>
      id === undefined ? createAutomation(definition) : updateAutomation(id, etag, definition),
    onMutate: fate.begins,
    onSuccess: (after, { definition }) => fate.saved(after, definition),
    onError: async (error) => {
      const problem = toProblem(error);
      if (problem.code === "precondition_failed" && id !== undefined)
        return fate.changed(await queries.fetchQuery({ ...automationQuery(id), staleTime: 0 }));
      fate.refused(problem);
      const [wrong] = problem.fields;
      if (wrong !== undefined) requestAnimationFrame(() => goTo(wrong.pointer));
    },
  });
}
