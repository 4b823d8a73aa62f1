import { useQuery } from "@tanstack/react-query";
import { useWatch, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import { numbersQuery } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { PAYLOADS } from "../../api/webhooks.ts";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { TypePicker } from "./type-picker.tsx";
import type { Values } from "./values.ts";

/** Where to, what, of which numbers, how much, and with which headers. */
export function WebhookFields({
  form: {
    register,
    control,
    clearErrors,
    setValue,
    formState: { errors },
  },
  headerNames,
}: {
  form: UseFormReturn<Values>;
  /** Headers that it has already, whose values nobody can see. */
  headerNames: readonly string[];
}) {
  const t = useTranslations("webhooks");
  const types = useWatch({ control, name: "types" });
  const numbers = useQuery({ ...numbersQuery, enabled: may("numbers:read") });
  const open = numbers.data?.data.filter(({ status }) => status !== "disconnected") ?? [];
  return (
    <>
      <Field error={errors.url?.message} hint={t("urlHint")} label={t("url")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            inputMode="url"
            placeholder="https://"
            spellCheck={false}
            {...register("url", { required: t("required") })}
          />
        )}
      </Field>
      <TypePicker
        chosen={types}
        error={errors.types?.message}
        onChange={(next) => {
          setValue("types", next, { shouldDirty: true });
          clearErrors("types");
        }}
      />
      {open.length > 1 && (
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-sm font-medium">{t("numbers")}</legend>
          {open.map(({ id, name }) => (
            <label className="flex min-h-9 items-center gap-2.5 text-sm" key={id}>
              <input
                className="size-4 accent-accent"
                type="checkbox"
                value={id}
                {...register("numbers")}
              />
              <bdi>{name}</bdi>
            </label>
          ))}
          <p className="text-xs text-ink-3">{t("numbersHint")}</p>
        </fieldset>
      )}
      <RadioCards
        label={t("payload")}
        options={PAYLOADS.map((value) => ({
          value,
          title: t("payloadIs", { payload: value }),
          text: t("payloadText", { payload: value }),
        }))}
        register={register("payload")}
      />
      <Field
        error={errors.headers?.message}
        hint={
          headerNames.length > 0
            ? t("headersKept", { names: headerNames.join(", ") })
            : t("headersHint")
        }
        label={t("headers")}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            autoComplete="off"
            className={`${INPUT} min-h-20 py-2 font-mono`}
            rows={2}
            spellCheck={false}
            {...register("headers")}
          />
        )}
      </Field>
    </>
  );
}
