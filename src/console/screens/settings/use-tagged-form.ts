import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  useForm,
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
} from "react-hook-form";
import { useTranslations } from "use-intl";

import { renewSession } from "../../api/session.ts";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";

/**
 * A form over something that was read with a tag: it saves what differs, puts refusals at their fields, and renews what the
 * frame shows of the person and the workspace.
 */
export function useTaggedForm<Values extends FieldValues>({
  start,
  fields,
  queryKey,
  save,
}: {
  start: DefaultValues<Values> & Values;
  fields: readonly Path<Values>[];
  /** What to read again afterwards. */
  queryKey: readonly string[];
  save: (values: Values) => Promise<unknown>;
}): {
  form: UseFormReturn<Values>;
  rest: unknown;
  isBusy: boolean;
  submit: (event: React.SubmitEvent<HTMLFormElement>) => void;
} {
  const t = useTranslations("settings");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<Values>({ defaultValues: start, values: start });
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      setRest(null);
      await Promise.all([queries.invalidateQueries({ queryKey }), renewSession()]);
      toast(t("saved"));
    },
    onError: (error) => {
      const wordsOf = (code: string) => t("field", { code });
      setRest(toFields(error, fields, { setError: form.setError, wordsOf }));
    },
  });
  return {
    form,
    rest,
    isBusy: saving.isPending,
    submit: (event) => void form.handleSubmit((values) => saving.mutate(values))(event),
  };
}
