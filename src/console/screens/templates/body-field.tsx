import { useRef } from "react";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import type { FieldsProps } from "./editor-fields.tsx";
import { nextVariable, numbersIn } from "./parts.ts";

const LENGTH_MAX = 1024;

/** The text, and an example for each of its variables: Meta's reviewers read them, and the preview shows them. */
export function BodyField({ form, parts, wrongAt }: FieldsProps) {
  const t = useTranslations("templates");
  const box = useRef<HTMLTextAreaElement>(null);
  const field = form.register("body");
  const variables = numbersIn(parts.body);
  const length = Array.from(parts.body).length;
  const insert = () => {
    const at = box.current?.selectionStart ?? parts.body.length;
    const to = box.current?.selectionEnd ?? at;
    const variable = `{{${nextVariable(parts.body)}}}`;
    form.setValue("body", parts.body.slice(0, at) + variable + parts.body.slice(to), {
      shouldDirty: true,
    });
    box.current?.focus();
    box.current?.setSelectionRange(at + variable.length, at + variable.length);
  };
  return (
    <div className="grid gap-3">
      <Field error={wrongAt("body")?.title} hint={t("bodyHint")} label={t("body")}>
        {(attributes) => (
          <textarea
            {...attributes}
            className={`${INPUT} field-sizing-content min-h-36 py-2 leading-relaxed`}
            dir="auto"
            {...field}
            ref={(element) => {
              field.ref(element);
              box.current = element;
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button icon="braces" onClick={insert}>
          {t("insert")}
        </Button>
        <span className={cx("tabular text-xs", length > LENGTH_MAX ? "text-bad" : "text-ink-3")}>
          {t("length", { length, max: LENGTH_MAX })}
        </span>
      </div>
      {variables.length > 0 && (
        <fieldset className="grid gap-2 rounded-xl bg-sunken p-3">
          <legend className="sr-only">{t("samples")}</legend>
          <p className="text-xs text-ink-2">{t("samplesHint")}</p>
          {variables.map((variable) => {
            const wrong = wrongAt(`samples.v${variable}`);
            return (
              <label className="grid grid-cols-[3.5rem_1fr] items-center gap-2" key={variable}>
                <span className="justify-self-start rounded-full bg-info-soft px-2.5 py-1 font-mono text-xs font-medium text-info">
                  <span className="sr-only">{t("sampleFor", { name: "" })}</span>
                  {`{{${variable}}}`}
                </span>
                <TextInput
                  aria-invalid={wrong ? true : undefined}
                  autoComplete="off"
                  {...form.register(`samples.v${variable}`)}
                />
                {wrong && <span className="col-start-2 text-xs text-bad">{wrong.remedy}</span>}
              </label>
            );
          })}
        </fieldset>
      )}
    </div>
  );
}
