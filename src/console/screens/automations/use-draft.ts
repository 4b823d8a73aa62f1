import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import {
  automationQuery,
  createAutomation,
  definitionOf,
  updateAutomation,
  type Automation,
  type Definition,
} from "../../api/automations.ts";
import type { Versioned } from "../../api/client.ts";
import { toProblem } from "../../api/problem.ts";
import { toast } from "../../ui/toast.tsx";
import { goTo } from "../../ui/tree-form.tsx";
import { writeAt } from "../../ui/tree.ts";

/** Something wrong that the API told of a place. */
export interface Refusal {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** The draft behind the editor: which version it stands on, what was refused of it, and what somebody else made of it meanwhile. */
export function useDraft(first: Definition, kept: Versioned<Automation> | undefined) {
  const t = useTranslations("automations");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [value, setValue] = useState(first);
  const [saved, setSaved] = useState(first);
  const [base, setBase] = useState(kept);
  const [theirs, setTheirs] = useState<Versioned<Automation> | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const id = base?.body.id;
  const adopt = (next: Versioned<Automation>) => {
    queries.setQueryData(automationQuery(next.body.id).queryKey, next);
    void queries.invalidateQueries({ queryKey: ["automations", "list"] });
    setBase(next);
    setTheirs(null);
  };
  const saving = useMutation({
    mutationFn: ({ definition, etag }: { definition: Definition; etag: string | undefined }) =>
      id === undefined ? createAutomation(definition) : updateAutomation(id, etag, definition),
    onMutate: () => {
      setProblem(null);
      setRefusals([]);
    },
    onSuccess: (after, { definition }) => {
      setSaved(definition);
      adopt(after);
    },
    onError: async (error) => {
      const told = toProblem(error);
      if (told.code === "precondition_failed" && id !== undefined)
        return setTheirs(await queries.fetchQuery({ ...automationQuery(id), staleTime: 0 }));
      setRefusals(told.fields);
      const [wrong] = told.fields;
      if (wrong !== undefined) requestAnimationFrame(() => goTo(wrong.pointer));
      if (told.fields.length === 0) setProblem(told);
    },
  });
  const isDirty = JSON.stringify(value) !== JSON.stringify(saved);
  if (kept !== undefined && base !== undefined && isNewer(kept, base)) {
    // Switched on or off behind the editor, it says the same: that is taken over whatever was typed.
    const isSame =
      JSON.stringify(definitionOf(kept.body)) === JSON.stringify(definitionOf(base.body));
    if (isSame || !isDirty) setBase(kept);
    if (!isSame && !isDirty) {
      setValue(definitionOf(kept.body));
      setSaved(definitionOf(kept.body));
    }
  }
  return {
    id,
    base,
    value,
    saved,
    isDirty,
    theirs,
    refusals,
    problem,
    isSaving: saving.isPending,
    write: (pointer: string, next: unknown) => {
      setValue((before) => writeAt(before, pointer, next));
      // What was mended is not told of any more; the rest is, until it is saved again.
      setRefusals((before) => before.filter((one) => !one.pointer.startsWith(pointer)));
    },
    /** @returns the id under which it is kept; null when it could not be. */
    save: async (etag = base?.etag): Promise<string | null> => {
      const after = await saving.mutateAsync({ definition: value, etag }).catch(() => null);
      return after === null ? null : after.body.id;
    },
    /** A new one gets an address of its own once it is kept. */
    open: (kept_: string) => {
      toast(t("saved", { name: value.name }));
      if (kept === undefined)
        void navigate({
          to: "/automations/$id",
          params: { id: kept_ },
          replace: true,
          ignoreBlocker: true,
        });
    },
    adopt,
    decided: () => setTheirs(null),
    takeTheirs: () => {
      if (theirs === null) return;
      const definition = definitionOf(theirs.body);
      setValue(definition);
      setSaved(definition);
      setRefusals([]);
      adopt(theirs);
    },
  };
}
const isNewer = (one: Versioned<Automation>, other: Versioned<Automation>): boolean =>
  one.etag !== other.etag && one.body.updated_at > other.body.updated_at;

export type Draft = ReturnType<typeof useDraft>;
