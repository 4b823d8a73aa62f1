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

/** What is written, what of it was saved last, and the version that it stands on. */
function useWritten(first: Definition, kept: Versioned<Automation> | undefined) {
  const [value, setValue] = useState(first);
  const [saved, setSaved] = useState(first);
  const [base, setBase] = useState(kept);
  const isDirty = JSON.stringify(value) !== JSON.stringify(saved);
  const replace = (definition: Definition) => {
    setValue(definition);
    setSaved(definition);
  };
  const newer = takenOver(kept, base, isDirty);
  if (newer !== null) setBase(newer);
  if (newer !== null && !isDirty) replace(definitionOf(newer.body));
  return { value, setValue, saved, setSaved, base, setBase, isDirty, replace };
}

/** The draft behind the editor: which version it stands on, what was refused of it, and what somebody else made of it meanwhile. */
export function useDraft(first: Definition, kept: Versioned<Automation> | undefined) {
  const queries = useQueryClient();
  const { setValue, setSaved, setBase, replace, ...written } = useWritten(first, kept);
  const { value, base } = written;
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
  const write = (pointer: string, next: unknown) => {
    setValue((before) => writeAt(before, pointer, next));
    // What was mended is not told of any more; the rest is, until it is saved again.
    setRefusals((before) => before.filter((one) => !one.pointer.startsWith(pointer)));
  };
  /** @returns the id under which it is kept; null when it could not be. */
  const save = async (etag = base?.etag): Promise<string | null> => {
    const after = await saving.mutateAsync({ definition: value, etag }).catch(() => null);
    return after === null ? null : after.body.id;
  };
  const takeTheirs = () => {
    if (theirs === null) return;
    replace(definitionOf(theirs.body));
    setRefusals([]);
    adopt(theirs);
  };
  const state = { ...written, id, theirs, refusals, problem, isSaving: saving.isPending };
  return { ...state, write, save, adopt, takeTheirs, decided: () => setTheirs(null) };
}

/** Says that it was saved; a new one gets an address of its own then. */
export function useOpening(isNew: boolean): (id: string, name: string) => void {
  const t = useTranslations("automations");
  const navigate = useNavigate();
  return (id, name) => {
    toast(t("saved", { name }));
    if (isNew)
      void navigate({
        to: "/automations/$id",
        params: { id },
        replace: true,
        ignoreBlocker: true,
      });
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
