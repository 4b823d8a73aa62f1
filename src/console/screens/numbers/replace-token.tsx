import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { replaceToken, type PhoneNumber } from "../../api/numbers.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field } from "../../ui/field.tsx";
import { PasswordInput } from "../../ui/password-field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";
import { useNumberWords } from "./use-number-words.ts";

/** Another access token: Meta confirms first that it may use the number. What was there is never shown. */
export function ReplaceToken({ number: { id } }: { number: PhoneNumber }) {
  const t = useTranslations("numbers");
  const words = useNumberWords();
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm({ defaultValues: { access_token: "" } });
  const replacing = useMutation({
    mutationFn: (values: { access_token: string }) => replaceToken(id, values.access_token.trim()),
    onSuccess: async () => {
      setRest(null);
      form.reset();
      await queries.invalidateQueries({ queryKey: ["numbers"] });
      toast(t("tokenReplaced"));
    },
    onError: (error) =>
      setRest(
        toFields(error, ["access_token"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  return (
    <Card title={t("replaceToken")}>
      <form
        className="grid max-w-md gap-3"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => replacing.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} words={words} />}
        <Field
          error={form.formState.errors.access_token?.message}
          hint={t("tokenHint")}
          label={t("token")}
        >
          {(attributes) => (
            <PasswordInput
              {...attributes}
              autoComplete="off"
              {...form.register("access_token", { required: t("required") })}
            />
          )}
        </Field>
        <Button busy={replacing.isPending} className="justify-self-start" type="submit">
          {t("replaceToken")}
        </Button>
      </form>
    </Card>
  );
}
