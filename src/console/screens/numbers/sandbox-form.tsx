import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { useConnect } from "./use-connect.ts";
import { useNumberWords } from "./use-number-words.ts";

const REVIEWS = ["rule", "approve", "reject", "manual"] as const;

interface Values {
  name: string;
  messaging_limit: string;
  template_review: (typeof REVIEWS)[number];
}

/** A pretend number is made at once; how strict its pretend Meta is can be chosen. */
export function SandboxForm() {
  const t = useTranslations("numbers");
  const words = useNumberWords();
  const form = useForm<Values>({
    defaultValues: { name: "", messaging_limit: "", template_review: "rule" },
  });
  const { errors, isDirty } = form.formState;
  const { connection, rest } = useConnect<Values>(["name", "messaging_limit"], form.setError);
  return (
    <form
      className="grid max-w-md gap-4"
      noValidate
      onSubmit={(event) =>
        void form.handleSubmit(({ name, messaging_limit: limit, template_review: review }) =>
          connection.mutate({
            kind: "sandbox",
            template_review: review,
            ...(name.trim() !== "" && { name: name.trim() }),
            ...(limit.trim() !== "" && { messaging_limit: Number(limit) }),
          }),
        )(event)
      }
    >
      {rest !== null && <ProblemNote error={rest} words={words} />}
      <Field error={errors.name?.message} hint={t("nameHint")} label={t("name")}>
        {(attributes) => (
          <TextInput {...attributes} autoComplete="off" {...form.register("name")} />
        )}
      </Field>
      <Field error={errors.messaging_limit?.message} hint={t("limitHint")} label={t("limit")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            className="w-40"
            inputMode="numeric"
            min={1}
            type="number"
            {...form.register("messaging_limit")}
          />
        )}
      </Field>
      <Field hint={t("reviewHint")} label={t("review")}>
        {(attributes) => (
          <select
            {...attributes}
            className={`${INPUT} h-11 md:h-10`}
            {...form.register("template_review")}
          >
            {REVIEWS.map((review) => (
              <option key={review} value={review}>
                {t("reviewKind", { review })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button
        busy={connection.isPending}
        className="justify-self-start"
        look="primary"
        type="submit"
      >
        {t(connection.isPending ? "connecting" : "makeSandbox")}
      </Button>
      <LeaveGuard when={isDirty} />
    </form>
  );
}
