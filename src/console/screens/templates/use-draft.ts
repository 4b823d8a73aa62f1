import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";

import type { Versioned } from "../../api/client.ts";
import { toProblem } from "../../api/problem.ts";
import {
  createTemplate,
  templateQuery,
  updateTemplate,
  type Template,
} from "../../api/templates.ts";
import { toFields } from "../../ui/to-fields.ts";
import { useFaultWords } from "../../ui/use-fault-words.ts";
import { draftOf, partsOf, type Parts } from "./parts.ts";

/** A draft as it was read. */
export interface Kept {
  readonly template: Template;
  readonly etag: string | undefined;
}

/** The draft behind the form: which version the form began with, and what somebody else made of it meanwhile. */
export function useDraft(form: UseFormReturn<Parts>, kept: Kept | undefined) {
  const wordsOf = useFaultWords();
  const queries = useQueryClient();
  const [version, setVersion] = useState(kept?.etag);
  const [theirs, setTheirs] = useState<Versioned<Template> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  // A new one has an id from the first save on, whatever becomes of it afterwards.
  const [id, setId] = useState(kept?.template.id);
  const remember = (saved: Versioned<Template>) =>
    queries.setQueryData(templateQuery(saved.body.id).queryKey, saved);
  return {
    id,
    version,
    theirs,
    problem,
    remember,
    forgive: () => setProblem(null),
    decided: () => setTheirs(null),
    write: async (parts: Parts, etag: string | undefined): Promise<Versioned<Template>> => {
      const draft = draftOf(parts);
      const saved =
        id === undefined
          ? await createTemplate(draft, parts.numberId)
          : await updateTemplate(id, etag, draft);
      setId(saved.body.id);
      setVersion(saved.etag);
      setTheirs(null);
      remember(saved);
      form.reset(parts);
      return saved;
    },
    refused: async (error: unknown) => {
      if (toProblem(error).code === "precondition_failed" && id !== undefined)
        setTheirs(await queries.fetchQuery({ ...templateQuery(id), staleTime: 0 }));
      else
        setProblem(
          toFields(error, ["name", "language", "category"], {
            setError: form.setError,
            wordsOf: (code) => wordsOf(code).title,
          }),
        );
    },
    takeTheirs: () => {
      if (theirs === null) return;
      setVersion(theirs.etag);
      form.reset(partsOf(theirs.body, form.getValues("numberId")));
      setTheirs(null);
    },
  };
}
