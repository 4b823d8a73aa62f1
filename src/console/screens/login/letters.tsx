import { Link } from "@tanstack/react-router";
import { useState, type ReactNode, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";

import {
  forgotPassword,
  heldToken,
  holdToken,
  resetPassword,
  verifyEmail,
} from "../../api/letter-token.ts";
import { toProblem, type Problem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { formText } from "../../ui/form-text.ts";
import { Gate, GATE_LINK } from "../../ui/gate.tsx";
import { PasswordInput } from "../../ui/password-field.tsx";

/** The form of a screen that a letter leads to, or asks for one: it is sent once, and then says what became of it. */
function LetterForm({
  act,
  submit,
  done,
  children,
}: {
  act: (form: FormData) => Promise<void>;
  submit: string;
  done: string;
  children?: ReactNode;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [state, setState] = useState<"open" | "busy" | "done">("open");
  const send = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setState("busy");
    const refused = await act(form).then(() => null, toProblem);
    setProblem(refused);
    setState(refused === null ? "done" : "open");
  };
  if (state === "done")
    return (
      <p className="text-sm text-ink-2" role="status">
        {done}
      </p>
    );
  return (
    <form className="grid gap-4" onSubmit={(event) => void send(event)}>
      {problem && <ProblemNote error={problem} />}
      {children}
      <Button busy={state === "busy"} className="h-11 w-full md:h-10" look="primary" type="submit">
        {submit}
      </Button>
    </form>
  );
}

function ToSignIn() {
  const t = useTranslations("login");
  return (
    <Link className={GATE_LINK} to="/login">
      {t("toSignIn")}
    </Link>
  );
}

/** Ask for a letter with a link to choose a new password with. */
export function ForgotPassword() {
  const t = useTranslations("login");
  return (
    <Gate aside={<ToSignIn />} lead={t("forgotLead")} title={t("forgotTitle")}>
      <LetterForm
        act={(form) => forgotPassword(formText(form, "email"))}
        done={t("forgotDone")}
        submit={t("forgotSubmit")}
      >
        <Field label={t("email")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="username"
              autoFocus
              inputMode="email"
              name="email"
              required
              type="email"
            />
          )}
        </Field>
      </LetterForm>
    </Gate>
  );
}

/** Choose a new password by the link of a letter. */
export function ResetPassword() {
  const t = useTranslations("login");
  const [token] = useState(heldToken);
  const act = async (form: FormData) => {
    await resetPassword(token ?? "", formText(form, "password"));
    holdToken(null);
  };
  return (
    <Gate aside={<ToSignIn />} title={t("resetTitle")}>
      {token === null ? (
        <p className="text-sm text-ink-2">{t("noToken")}</p>
      ) : (
        <LetterForm act={act} done={t("resetDone")} submit={t("resetSubmit")}>
          <Field label={t("newPassword")}>
            {(attributes) => (
              <PasswordInput
                {...attributes}
                autoComplete="new-password"
                autoFocus
                name="password"
                required
              />
            )}
          </Field>
        </LetterForm>
      )}
    </Gate>
  );
}

/** Confirm an address by the link of a letter: by a press, because programs that look through mail open links too. */
export function VerifyEmail() {
  const t = useTranslations("login");
  const [token] = useState(heldToken);
  const act = async () => {
    await verifyEmail(token ?? "");
    holdToken(null);
  };
  return (
    <Gate aside={<ToSignIn />} title={t("verifyTitle")}>
      {token === null ? (
        <p className="text-sm text-ink-2">{t("noToken")}</p>
      ) : (
        <LetterForm act={act} done={t("verifyDone")} submit={t("verifySubmit")} />
      )}
    </Gate>
  );
}
