import { useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl";

import { Button, IconButton } from "../../ui/button.tsx";
import { TextInput } from "../../ui/field.tsx";
import type { FieldsProps } from "./editor-fields.tsx";

const BUTTONS_MAX = 10;
const LENGTH_MAX = 25;

/** Answers that the person can give with one tap. */
export function ButtonsField({ form, wrongAt }: FieldsProps) {
  const t = useTranslations("templates");
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "buttons" });
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">
        {t("optional", { part: t("buttons") })}
      </legend>
      {fields.map(({ id }, index) => {
        const wrong = wrongAt(`buttons.${index}.text`);
        return (
          <div className="grid grid-cols-[1fr_auto] gap-1" key={id}>
            <TextInput
              aria-invalid={wrong ? true : undefined}
              aria-label={t("buttonText", { index: index + 1 })}
              maxLength={LENGTH_MAX}
              {...form.register(`buttons.${index}.text`)}
            />
            <IconButton
              icon="x"
              label={t("removeButton", { index: index + 1 })}
              onClick={() => remove(index)}
            />
            <label className="col-span-2 flex items-center gap-2 text-xs text-ink-2">
              <input
                aria-describedby="opt-out-buttons"
                className="size-4 accent-accent"
                type="checkbox"
                {...form.register(`buttons.${index}.optOut`)}
              />
              <span>
                {t("optOutButton")}
                <span className="sr-only">, {t("buttonNumber", { index: index + 1 })}</span>
              </span>
            </label>
            {wrong && <span className="text-xs text-bad">{wrong.title}</span>}
          </div>
        );
      })}
      {fields.length < BUTTONS_MAX && (
        <Button className="w-fit" icon="plus" onClick={() => append({ text: "", optOut: false })}>
          {t("addButton")}
        </Button>
      )}
      <p className="text-xs text-ink-3">{t("buttonsHint")}</p>
      {fields.length > 0 && (
        <p className="text-xs text-ink-3" id="opt-out-buttons">
          {t("optOutHint")}
        </p>
      )}
    </fieldset>
  );
}
