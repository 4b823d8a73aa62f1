import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";

import { changePassword, mySessionsQuery, type NewPassword } from "../../api/account.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field } from "../../ui/field.tsx";
import { PasswordInput, PasswordMeter } from "../../ui/password-field.tsx";
import { toFields } from "../../ui/to-fields.ts";
import { toast } from "../../ui/toast.tsx";

/** Another password, by the one that the account has. */
export function ChangePassword({ email }: { email: string }) {
  const t = useTranslations("account");
  const queries = useQueryClient();
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<NewPassword>({ defaultValues: { current: "", password: "" } });
  const { errors } = form.formState;
  const password = useWatch({ control: form.control, name: "password" });
  const change = useMutation({
    mutationFn: changePassword,
    onMutate: () => setRest(null),
    onSuccess: async () => {
      form.reset();
      toast(t("passwordChanged"));
      await queries.invalidateQueries({ queryKey: mySessionsQuery.queryKey });
    },
    onError: (error) =>
      setRest(
        toFields(error, ["current", "password"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  return (
    <Card title={t("password")}>
      <form
        className="grid max-w-md gap-4"
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => change.mutate(values))(event)}
      >
        {rest !== null && <ProblemNote error={rest} />}
        {/* A password manager asks whose password it is. */}
        <input autoComplete="username" hidden name="username" readOnly value={email} />
        <Field error={errors.current?.message} label={t("current")}>
          {(attributes) => (
            <PasswordInput
              {...attributes}
              autoComplete="current-password"
              {...form.register("current", { required: t("required") })}
            />
          )}
        </Field>
        <Field error={errors.password?.message} hint={t("passwordHint")} label={t("newPassword")}>
          {(attributes) => (
            <PasswordInput
              {...attributes}
              autoComplete="new-password"
              {...form.register("password", { required: t("required") })}
            />
          )}
        </Field>
        <PasswordMeter password={password} />
        <Button busy={change.isPending} className="justify-self-start" type="submit">
          {t("changePassword")}
        </Button>
      </form>
    </Card>
  );
}
