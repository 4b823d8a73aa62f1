import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslations } from "use-intl";

import { checkFile, importQuery } from "../../api/imports.ts";
import { keepDraft, readingOf, type Draft } from "./draft.ts";
import { fileOf } from "./read-list.ts";

/** Sends a list to be checked, and leads to what was found. The same list, read the same way, is never sent as another. */
export function useCheck() {
  const t = useTranslations("import");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const intent = useRef({ of: "", list: null as unknown, key: "" });
  return useMutation({
    mutationFn: async (draft: Draft) => {
      const { list, isNamed, columns } = draft;
      const reading = readingOf(draft);
      const of = JSON.stringify([reading, isNamed]);
      if (intent.current.of !== of || intent.current.list !== list)
        intent.current = { of, list, key: crypto.randomUUID() };
      const headers = isNamed ? null : columns.map(({ header }) => header);
      return checkFile(await fileOf(list, headers), {
        name: list.name ?? `${t("pasted")}.csv`,
        reading,
        key: intent.current.key,
      });
    },
    onSuccess: async (made, draft) => {
      keepDraft(made.id, draft);
      queries.setQueryData(importQuery(made.id).queryKey, made);
      void queries.invalidateQueries({ queryKey: ["imports", "list"] });
      await navigate({
        to: "/contacts/imports/$id",
        params: { id: made.id },
        ignoreBlocker: true,
      });
    },
  });
}
