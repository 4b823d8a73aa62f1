import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import type { PhoneNumber } from "../../api/numbers.ts";
import { Card } from "../../ui/card.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { BodyField } from "./body-field.tsx";
import { ButtonsField } from "./buttons-field.tsx";
import { LanguageOptions } from "./language-options.tsx";
import { asName, numbersIn, type Parts, type Place } from "./parts.ts";
import type { Finding } from "./use-lint.ts";

export interface FieldsProps {
  readonly form: UseFormReturn<Parts>;
  readonly parts: Parts;
  /** What keeps a field from being submitted, once somebody has tried to. */
  readonly wrongAt: (place: Place) => Finding | null | undefined;
}

const CATEGORIES = ["MARKETING", "UTILITY"] as const;

/** Everything a template consists of, in the order in which the person reads it. */
export function EditorFields({
  form,
  parts,
  wrongAt,
  homes,
}: FieldsProps & { homes: readonly PhoneNumber[] }) {
  const t = useTranslations("templates");
  const categories = useTranslations("template");
  const { errors } = form.formState;
  const faultOf = (place: "name" | "language") =>
    errors[place]?.message ?? wrongAt(place)?.title ?? undefined;
  return (
    <>
      <Card title={t("about")}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field error={faultOf("name")} hint={t("nameHint")} label={t("name")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                autoComplete="off"
                maxLength={512}
                spellCheck={false}
                {...form.register("name", {
                  onChange: (event: { target: HTMLInputElement }) =>
                    form.setValue("name", asName(event.target.value), { shouldDirty: true }),
                })}
              />
            )}
          </Field>
          <Field error={faultOf("language")} label={t("language")}>
            {(attributes) => (
              <select
                {...attributes}
                className={`${INPUT} h-11 md:h-10`}
                {...form.register("language")}
              >
                <option value="">{t("chooseLanguage")}</option>
                <LanguageOptions />
              </select>
            )}
          </Field>
          {homes.length > 1 && (
            <Field label={t("home")}>
              {(attributes) => (
                <select
                  {...attributes}
                  className={`${INPUT} h-11 md:h-10`}
                  {...form.register("numberId")}
                >
                  {homes.map(({ id, name, display_phone_number: phone }) => (
                    <option key={id} value={id}>
                      {name} {phone}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          <fieldset className="grid gap-2 sm:col-span-2 sm:grid-cols-2">
            <legend className="mb-1.5 text-sm font-medium">{t("category")}</legend>
            {CATEGORIES.map((category) => (
              <label
                className="flex gap-3 rounded-xl border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft"
                key={category}
              >
                <input
                  className="mt-0.5 size-4 shrink-0 accent-accent"
                  type="radio"
                  value={category}
                  {...form.register("category")}
                />
                <span className="grid content-start gap-0.5 text-sm">
                  <span className="font-medium">{categories("category", { category })}</span>
                  <span className="text-xs text-ink-2">{t("categoryText", { category })}</span>
                </span>
              </label>
            ))}
          </fieldset>
        </div>
      </Card>
      <Card title={t("message")}>
        <div className="grid gap-5">
          <Field
            error={wrongAt("header")?.title}
            hint={t("headerHint")}
            label={t("optional", { part: t("header") })}
          >
            {(attributes) => (
              <TextInput {...attributes} maxLength={60} {...form.register("header")} />
            )}
          </Field>
          {numbersIn(parts.header).length > 0 && (
            <Field error={wrongAt("headerSample")?.title} label={t("sampleFor", { name: "{{1}}" })}>
              {(attributes) => <TextInput {...attributes} {...form.register("headerSample")} />}
            </Field>
          )}
          <BodyField form={form} parts={parts} wrongAt={wrongAt} />
          <Field
            error={wrongAt("footer")?.title}
            hint={t("footerHint")}
            label={t("optional", { part: t("footer") })}
          >
            {(attributes) => (
              <TextInput {...attributes} maxLength={60} {...form.register("footer")} />
            )}
          </Field>
          <ButtonsField form={form} parts={parts} wrongAt={wrongAt} />
        </div>
      </Card>
    </>
  );
}
