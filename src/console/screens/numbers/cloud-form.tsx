import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { PasswordInput } from "../../ui/password-field.tsx";
import { useConnect } from "./use-connect.ts";
import { useNumberWords } from "./use-number-words.ts";

interface Values {
  name: string;
  waba_id: string;
  phone_number_id: string;
  access_token: string;
  pin: string;
}

const FIELDS = ["waba_id", "phone_number_id", "access_token", "pin", "name"] as const;

/** What Meta's developer pages tell of a number. Meta is asked before anything is stored, and its words stand at the field. */
export function CloudForm() {
  const t = useTranslations("numbers");
  const words = useNumberWords();
  const form = useForm<Values>({
    defaultValues: { name: "", waba_id: "", phone_number_id: "", access_token: "", pin: "" },
  });
  const { errors, isDirty } = form.formState;
  const { connection, rest } = useConnect<Values>(FIELDS, form.setError);
  const required = { required: t("required") };
  return (
    <form
      className="grid max-w-md gap-4"
      noValidate
      onSubmit={(event) =>
        void form.handleSubmit(({ name, pin, ...ids }) =>
          connection.mutate({
            kind: "cloud",
            waba_id: ids.waba_id.trim(),
            phone_number_id: ids.phone_number_id.trim(),
            access_token: ids.access_token.trim(),
            ...(name.trim() !== "" && { name: name.trim() }),
            ...(pin.trim() !== "" && { pin: pin.trim() }),
          }),
        )(event)
      }
    >
      {rest !== null && <ProblemNote error={rest} words={words} />}
      <Field error={errors.waba_id?.message} hint={t("wabaHint")} label={t("waba")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            inputMode="numeric"
            {...form.register("waba_id", required)}
          />
        )}
      </Field>
      <Field error={errors.phone_number_id?.message} hint={t("phoneIdHint")} label={t("phoneId")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            inputMode="numeric"
            {...form.register("phone_number_id", required)}
          />
        )}
      </Field>
      <Field error={errors.access_token?.message} hint={t("tokenHint")} label={t("token")}>
        {(attributes) => (
          <PasswordInput
            {...attributes}
            autoComplete="off"
            {...form.register("access_token", required)}
          />
        )}
      </Field>
      <Field error={errors.pin?.message} hint={t("pinHint")} label={t("pin")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            className="w-32"
            inputMode="numeric"
            maxLength={6}
            {...form.register("pin")}
          />
        )}
      </Field>
      <Field error={errors.name?.message} hint={t("nameHint")} label={t("name")}>
        {(attributes) => (
          <TextInput {...attributes} autoComplete="off" {...form.register("name")} />
        )}
      </Field>
      <Button
        busy={connection.isPending}
        className="justify-self-start"
        look="primary"
        type="submit"
      >
        {t(connection.isPending ? "connecting" : "connect")}
      </Button>
      <LeaveGuard when={isDirty} />
    </form>
  );
}
