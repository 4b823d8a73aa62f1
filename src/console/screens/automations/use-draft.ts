import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import {
  automationQuery,
  definitionOf,
  type Automation,
  type Definition,
} from "../../api/automations.ts";
import type { Versioned } from "../../api/client.ts";
import { toast } from "../../ui/toast.tsx";
import { writeAt } from "../../ui/tree.ts";
import { useSaving } from "./use-saving.ts";

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
  const saving = useSaving(id, {
    begins: () => {
      setProblem(null);
      setRefusals([]);
    },
    saved: (after, definition) => {
      setSaved(definition);
      adopt(after);
    },
    changed: setTheirs,
    refused: (told) => {
      setRefusals(told.fields);
      if (told.fields.length === 0) setProblem(told);
    },
  });
  const isDirty = JSON.stringify(value) !== JSON.stringify(saved);
  const newer = takenOver(kept, base, isDirty);
  if (newer !== null) setBase(newer);
  if (newer !== null && !isDirty) {
    setValue(definitionOf(newer.body));
    setSaved(definitionOf(newer.body));
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
    open: (newId: string) => {
      toast(t("saved", { name: value.name }));
      if (kept === undefined)
        void navigate({
          to: "/automations/$id",
          params: { id: newId },
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
/**
 * What was read again behind the editor, if it is taken over: always while nothing was typed, and otherwise when it says the same,
 * as after it was switched on or off.
 */
function takenOver(
  kept: Versioned<Automation> | undefined,
  base: Versioned<Automation> | undefined,
  isDirty: boolean,
): Versioned<Automation> | null {
  if (kept === undefined || base === undefined || kept.etag === base.etag) return null;
  if (kept.body.updated_at <= base.body.updated_at) return null;
  const said = ({ body }: Versioned<Automation>) => JSON.stringify(definitionOf(body));
  return !isDirty || said(kept) === said(base) ? kept : null;
}

export type Draft = ReturnType<typeof useDraft>;
