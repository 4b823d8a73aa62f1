import { useRef, useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import { Problem, toProblem } from "../api/problem.ts";
import { signIn, signInSecondStep, type SecondStepDue } from "../api/session.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/feedback.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { formText } from "../ui/form-text.ts";
import { PasswordInput } from "../ui/password-field.tsx";

/** E-mail and password, and what is wrong with them. */
export function SignInForm({
  email,
  workspace,
  onDone,
}: {
  /** Whose account it has to be; absent, anybody's. */
  email?: string;
  workspace?: string | undefined;
  onDone: () => void;
}) {
  const t = useTranslations("login");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [due, setDue] = useState<SecondStepDue | null>(null);
  const [isBusy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const step =
      due === null
        ? signIn(email ?? formText(form, "email"), formText(form, "password"), workspace)
        : signInSecondStep(due, formText(form, "code"));
    const outcome = await step.catch(toProblem);
    setBusy(false);
    setProblem(outcome instanceof Problem ? outcome : null);
    if (outcome === null) onDone();
    // A token that is over leads back to the password.
    else if (outcome instanceof Problem && outcome.code === "invalid_token") setDue(null);
    else if (outcome instanceof Problem) password.current?.select();
    else setDue(outcome);
  };

  if (due !== null)
    return (
      <form className="grid gap-4" key="code" onSubmit={(event) => void submit(event)}>
        {problem && (
          <ProblemNote
            error={problem}
            words={(code) => ({
              title: t("codeFault", { code }),
              remedy: t("codeRemedy", { code }),
            })}
          />
        )}
        <Field label={t("code")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="one-time-code"
              autoFocus
              name="code"
              required
            />
          )}
        </Field>
        <Button busy={isBusy} className="h-11 w-full md:h-10" look="primary" type="submit">
          {t("codeSubmit")}
        </Button>
      </form>
    );

  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {problem && <ProblemNote error={problem} />}
      <Field label={t("email")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="username"
            autoFocus={email === undefined}
            inputMode="email"
            name="email"
            readOnly={email !== undefined}
            required
            type="email"
            {...(email !== undefined && { value: email })}
          />
        )}
      </Field>
      <Field label={t("password")}>
        {(attributes) => (
          <PasswordInput
            {...attributes}
            autoComplete="current-password"
            autoFocus={email !== undefined}
            name="password"
            ref={password}
            required
          />
        )}
      </Field>
      <Button busy={isBusy} className="h-11 w-full md:h-10" look="primary" type="submit">
        {t(isBusy ? "busy" : "submit")}
      </Button>
    </form>
  );
}
