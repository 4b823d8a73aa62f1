import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import { toProblem } from "../../api/problem.ts";
import { register, type NewAccount } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { PasswordInput, PasswordMeter } from "../../ui/password-field.tsx";
import { guessedTimeZone, TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { toFields } from "../../ui/to-fields.ts";

type Values = Pick<NewAccount, "full_name" | "email" | "password" | "timezone"> & {
  workspace_name: string;
};

const FIELDS = ["full_name", "email", "password", "timezone", "workspace_name"] as const;

/** Who somebody is and how they will sign in. With an invitation there is no workspace to name: it is the inviter's. */
export function AccountForm({
  invitation,
  locale,
  privacyUrl,
  onDone,
}: {
  invitation: string | null;
  locale: string;
  /** The policy that is accepted; null when the deployment names none. */
  privacyUrl: string | null;
  onDone: () => void;
}) {
  const t = useTranslations("register");
  const zone = guessedTimeZone();
  const form = useForm<Values>({
    defaultValues: { full_name: "", email: "", password: "", workspace_name: "", timezone: zone },
  });
  const { errors } = form.formState;
  const required = { required: t("required") };
  const { creation, rest, isTaken } = useRegister({ form, invitation, locale, onDone });
  const words = (code: string) => ({ title: t("code", { code }), remedy: t("remedy", { code }) });
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => void form.handleSubmit((values) => creation.mutate(values))(event)}
    >
      {rest !== null && <ProblemNote error={rest} words={words} />}
      <Field error={errors.full_name?.message} label={t("name")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="name"
            autoFocus
            {...form.register("full_name", required)}
          />
        )}
      </Field>
      <Field
        error={errors.email?.message}
        hint={invitation === null ? undefined : t("emailInvited")}
        label={t("email")}
      >
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="username"
            inputMode="email"
            type="email"
            {...form.register("email", required)}
          />
        )}
      </Field>
      {isTaken && (
        <Link className="-mt-2 text-sm font-medium text-accent underline" to="/login">
          {t("signInInstead")}
        </Link>
      )}
      <NewPassword form={form} />
      {invitation === null && (
        <Field
          error={errors.workspace_name?.message}
          hint={t("workspaceHint")}
          label={t("workspace")}
        >
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="organization"
              {...form.register("workspace_name")}
            />
          )}
        </Field>
      )}
      <Field error={errors.timezone?.message} hint={t("timezoneHint")} label={t("timezone")}>
        {(attributes) => (
          <TimeZoneSelect {...attributes} chosen={zone} {...form.register("timezone")} />
        )}
      </Field>
      <Policy url={privacyUrl} />
      <Button
        busy={creation.isPending}
        className="h-11 w-full md:h-10"
        look="primary"
        type="submit"
      >
        {t(creation.isPending ? "busy" : "submit")}
      </Button>
    </form>
  );
}

/** Sends the form, puts what is refused at its field, and never makes two accounts of one intent. */
function useRegister({
  form,
  invitation,
  locale,
  onDone,
}: {
  form: UseFormReturn<Values>;
  invitation: string | null;
  locale: string;
  onDone: () => void;
}) {
  const t = useTranslations("register");
  const [rest, setRest] = useState<unknown>(null);
  const [isTaken, setTaken] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const creation = useMutation({
    mutationFn: ({ workspace_name: workspace, ...person }: Values) =>
      register(
        {
          ...person,
          email: person.email.trim(),
          full_name: person.full_name.trim(),
          locale,
          ...(invitation === null
            ? workspace.trim() !== "" && { workspace_name: workspace.trim() }
            : { invitation }),
        },
        key,
      ),
    onSuccess: onDone,
    onError: (error) => {
      // What was answered is judged: the next try is another intent. What was not may have happened, and keeps its key.
      if (toProblem(error).status !== 0) setKey(crypto.randomUUID());
      setTaken(toProblem(error).code === "email_taken");
      const wordsOf = (code: string) => t("field", { code });
      setRest(toFields(error, FIELDS, { setError: form.setError, wordsOf }));
    },
  });
  return { creation, rest, isTaken };
}

function NewPassword({ form }: { form: UseFormReturn<Values> }) {
  const t = useTranslations("register");
  const password = useWatch({ control: form.control, name: "password" });
  return (
    <div className="grid gap-2">
      <Field error={form.formState.errors.password?.message} label={t("password")}>
        {(attributes) => (
          <PasswordInput
            {...attributes}
            autoComplete="new-password"
            {...form.register("password", { required: t("required") })}
          />
        )}
      </Field>
      <PasswordMeter password={password} />
    </div>
  );
}

/** What is accepted with the account, linked where the deployment says where it stands. */
function Policy({ url }: { url: string | null }) {
  const t = useTranslations("register");
  return (
    <p className="text-xs text-ink-2">
      {url === null
        ? t("accept")
        : t.rich("acceptLinked", {
            policy: (words) => (
              <a className="underline" href={url} rel="noopener noreferrer" target="_blank">
                {words}
              </a>
            ),
          })}
    </p>
  );
}
