import { useTranslations } from "use-intl";

import { toProblem, type Problem } from "../api/problem.ts";
import { Field } from "./field.tsx";
import { PasswordInput } from "./password-field.tsx";

/** What is wrong with the password that was asked again: none was given, or the API refused it. */
export type PasswordFault = "required" | "wrongPassword" | null;

/** Sorts a refusal: what the password's field shows, and what is left for above the form; null each where there is nothing. */
export function sortRefusal(error: unknown): { password: PasswordFault; rest: Problem | null } {
  if (error === null) return { password: null, rest: null };
  const problem = toProblem(error);
  const isWrong =
    problem.code === "reauth_required" &&
    problem.fields.some(({ pointer }) => pointer === "/password");
  return isWrong ? { password: "wrongPassword", rest: null } : { password: null, rest: problem };
}

/** The person's password, asked again before an act that cannot be undone; `name` is `password`. */
export function PasswordAgain({ fault }: { fault: PasswordFault }) {
  const t = useTranslations("ending");
  return (
    <Field
      error={fault === null ? undefined : t(fault)}
      hint={t("passwordHint")}
      label={t("password")}
    >
      {(attributes) => (
        <PasswordInput {...attributes} autoComplete="current-password" name="password" />
      )}
    </Field>
  );
}

/** Moves the focus to the password of the open dialog, with what is in it selected: typing replaces it. */
export const focusPassword = (): void =>
  document.querySelector<HTMLInputElement>("dialog[open] input[name=password]")?.select();
