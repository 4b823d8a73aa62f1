import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { changeEmail, resendVerification, type NewEmail } from "../../api/account.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { PasswordInput } from "../../ui/password-field.tsx";
import { toFields } from "../../ui/to-fields.ts";

/** The person's address: confirming it, and asking for another. */
export function ChangeEmail({ email, isVerified }: { email: string; isVerified: boolean }) {
  const t = useTranslations("account");
  return (
    <Card
      aside={
        <Chip tone={isVerified ? "good" : "warn"}>
          {t(isVerified ? "confirmed" : "unconfirmed")}
        </Chip>
      }
      title={t("email")}
    >
      <div className="grid max-w-md gap-4">
        <bdi className="text-sm break-all">{email}</bdi>
        {!isVerified && <Confirming />}
        <Another />
      </div>
    </Card>
  );
}

function Confirming() {
  const t = useTranslations("account");
  const sending = useMutation({ mutationFn: resendVerification });
  return (
    <div className="grid gap-3 rounded-lg bg-sunken p-3 text-sm">
      <h3 className="font-medium">{t("confirm")}</h3>
      <p className="text-ink-2">{t("confirmText")}</p>
      {sending.isError && <ProblemNote error={sending.error} />}
      <p className="text-ink-2 empty:hidden" role="status">
        {sending.isSuccess && t("resent")}
      </p>
      <Button
        busy={sending.isPending}
        className="justify-self-start"
        onClick={() => sending.mutate()}
      >
        {t("resend")}
      </Button>
    </div>
  );
}

function Another() {
  const t = useTranslations("account");
  const [rest, setRest] = useState<unknown>(null);
  const form = useForm<NewEmail>({ defaultValues: { email: "", password: "" } });
  const { errors } = form.formState;
  const change = useMutation({
    mutationFn: changeEmail,
    onMutate: () => setRest(null),
    onSuccess: () => form.reset(),
    onError: (error) =>
      setRest(
        toFields(error, ["email", "password"], {
          setError: form.setError,
          wordsOf: (code) => t("field", { code }),
        }),
      ),
  });
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => void form.handleSubmit((values) => change.mutate(values))(event)}
    >
      {rest !== null && <ProblemNote error={rest} />}
      <Field error={errors.email?.message} label={t("newEmail")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="email"
            inputMode="email"
            type="email"
            {...form.register("email", { required: t("required") })}
          />
        )}
      </Field>
      <Field error={errors.password?.message} label={t("yourPassword")}>
        {(attributes) => (
          <PasswordInput
            {...attributes}
            autoComplete="current-password"
            {...form.register("password", { required: t("required") })}
          />
        )}
      </Field>
      <p className="text-sm text-ink-2 empty:hidden" role="status">
        {change.isSuccess &&
          t.rich("emailSent", { email: () => <bdi>{change.variables.email}</bdi> })}
      </p>
      <Button busy={change.isPending} className="justify-self-start" type="submit">
        {t("changeEmail")}
      </Button>
    </form>
  );
}
