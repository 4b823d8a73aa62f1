import { useRef } from "react";
import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import { Field, INPUT } from "../../ui/field.tsx";
import { useAt, useTree } from "../../ui/tree-form.tsx";
import { variablesOf } from "./steps.ts";

const GIVEN = ["contact.name", "contact.phone", "contact.language", "message.text"] as const;

/** A text in which variables can be put: those that are always there, and those that the automation itself fills. */
export function TextField({
  at,
  label,
  hint,
  optional = false,
}: {
  at: string;
  label: string;
  hint?: string;
  optional?: boolean;
}) {
  const t = useTranslations("step");
  const box = useRef<HTMLTextAreaElement>(null);
  const { value, fault, isFixed, write } = useAt(at);
  // Safe: the form is over a definition.
  const names = [...GIVEN, ...variablesOf(useTree().value as Definition)];
  const text = typeof value === "string" ? value : "";
  const set = (next: string) => write(optional && next === "" ? undefined : next);
  const insert = (name: string) => {
    const from = box.current?.selectionStart ?? text.length;
    const to = box.current?.selectionEnd ?? from;
    set(`${text.slice(0, from)}{{${name}}}${text.slice(to)}`);
    box.current?.focus();
  };
  return (
    <div className="grid gap-1.5">
      <Field error={fault} hint={hint} label={label}>
        {(attributes) => (
          <textarea
            {...attributes}
            className={`${INPUT} field-sizing-content min-h-20 py-2 leading-relaxed`}
            data-at={at}
            dir="auto"
            onChange={(event) => set(event.target.value)}
            readOnly={isFixed}
            ref={box}
            value={text}
          />
        )}
      </Field>
      {!isFixed && (
        <select
          aria-label={t("insertInto", { label })}
          className="h-9 w-fit max-w-full rounded-lg border border-line bg-surface px-2 text-xs text-ink-2"
          onChange={(event) => insert(event.target.value)}
          value=""
        >
          <option disabled value="">
            {t("insert")}
          </option>
          {names.map((name) => (
            <option key={name} value={name}>
              {t("variableName", { name: name.replace(".", "_"), bare: name })}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
