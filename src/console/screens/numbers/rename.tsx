import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { renameNumber, type PhoneNumber } from "../../api/numbers.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";

/** The workspace's own name for it; people see the one that Meta has verified. */
export function Rename({ number: { id, name } }: { number: PhoneNumber }) {
  const t = useTranslations("numbers");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm({ defaultValues: { name }, values: { name } });
  const renaming = useMutation({
    mutationFn: (values: { name: string }) => renameNumber(id, values.name.trim()),
    onSuccess: async () => {
      setRest(null);
      await queries.invalidateQueries({ queryKey: ["numbers"] });
      toast(t("renamed"));
    },
    onError: (error) =>
      setRest(
        toFields(error, ["name"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  return (
    <Card title={t("rename")}>
      <form
        className="grid max-w-md gap-3"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => renaming.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        <Field error={form.formState.errors.name?.message} hint={t("nameHint")} label={t("name")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              {...form.register("name", { required: t("required") })}
            />
          )}
        </Field>
        <Button busy={renaming.isPending} className="justify-self-start" type="submit">
          {t("rename")}
        </Button>
      </form>
    </Card>
  );
}
