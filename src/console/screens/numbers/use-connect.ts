import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import { useTranslations } from "use-intl";

import { connectNumber, type ConnectNumber } from "../../api/numbers.ts";
import { toProblem } from "../../api/problem.ts";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";

/** Connects a number and goes to it; a refusal is told at the field that it is about. */
export function useConnect<Values extends FieldValues>(
  fields: readonly Path<Values>[],
  setError: UseFormSetError<Values>,
) {
  const t = useTranslations("numbers");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [rest, setRest] = useState<unknown>(null);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const connection = useMutation({
    mutationFn: (json: ConnectNumber) => connectNumber(json, key),
    onSuccess: async ({ id, name }) => {
      await queries.invalidateQueries({ queryKey: ["numbers"] });
      toast(t("connected", { name }));
      await navigate({ to: "/settings/numbers/$id", params: { id }, ignoreBlocker: true });
    },
    onError: (error) => {
      // What was answered is judged; what was not may have happened, and is asked again under its key.
      if (toProblem(error).status !== 0) setKey(crypto.randomUUID());
      setRest(toFields(error, fields, { setError, wordsOf: (code) => t("field", { code }) }));
    },
  });
  return { connection, rest };
}
