import { useFieldArray, type UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import { Button, IconButton } from "../../ui/button.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import type { ContactValues } from "./contact-values.ts";

/** The controls of a contact's form. */
export function ContactFields({ form }: { form: UseFormReturn<ContactValues> }) {
  const t = useTranslations();
  const { errors } = form.formState;
  const fields = useFieldArray({ control: form.control, name: "fields" });
  const text = (
    name: "name" | "phone" | "language" | "timezone" | "external_id" | "tags",
    label: string,
    hint?: string,
  ) => (
    <Field error={errors[name]?.message} hint={hint} label={label}>
      {(attributes) => (
        <TextInput
          {...attributes}
          autoComplete="off"
          inputMode={name === "phone" ? "tel" : "text"}
          {...form.register(name)}
        />
      )}
    </Field>
  );
  return (
    <>
      {text("name", t("contacts.name"))}
      {text("phone", t("contacts.phone"), t("contacts.searchHint"))}
      {text("tags", t("contacts.tags"), t("contact.tagsHint"))}
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">{t("contact.fields")}</legend>
        {fields.fields.map((field, index) => (
          <div className="flex gap-2" key={field.id}>
            <TextInput
              aria-label={t("contact.fieldName")}
              autoComplete="off"
              className="min-w-0 basis-2/5"
              maxLength={64}
              placeholder={t("contact.fieldName")}
              {...form.register(`fields.${index}.name`)}
            />
            <TextInput
              aria-label={t("contact.fieldValue")}
              autoComplete="off"
              className="min-w-0 grow"
              placeholder={t("contact.fieldValue")}
              {...form.register(`fields.${index}.value`)}
            />
            <IconButton
              icon="trash"
              label={t("contact.fieldRemove")}
              onClick={() => fields.remove(index)}
            />
          </div>
        ))}
        <Button
          className="justify-self-start"
          icon="plus"
          onClick={() => fields.append({ name: "", value: "" })}
        >
          {t("contact.fieldAdd")}
        </Button>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        {text("language", t("inbox.language"), "pt_BR")}
        {text("timezone", t("contact.timezone"), "America/Sao_Paulo")}
      </div>
      {text("external_id", t("contact.externalId"), t("contact.externalIdHint"))}
    </>
  );
}
