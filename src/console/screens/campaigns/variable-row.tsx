import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { pickQuery } from "../../api/campaign-drafts.ts";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";
import { FIELDS, isFilled, OPT_OUT, type Slot, type Source } from "./variables.ts";

const LENGTH_MAX = 1024;
const TEXT = "text";
const OTHER = "fields.";

/** Where the words for one place come from: a field of the person with something to fall back on, or one text for all. */
export function VariableRow({
  slot,
  source,
  isTried,
  onChange,
}: {
  slot: Slot;
  source: Source | undefined;
  isTried: boolean;
  onChange: (source: Source) => void;
}) {
  const t = useTranslations("wizard");
  const { data } = useQuery(pickQuery(""));
  const own = new Set(data?.data.flatMap(({ fields }) => Object.keys(fields)) ?? []);
  const isText = source === undefined || "value" in source;
  const field = isText ? TEXT : source.field;
  const key = field.startsWith(OTHER) ? field.slice(OTHER.length) : null;
  const isOther = key !== null && !own.has(key);
  const fallback = isText ? undefined : source.fallback;
  const read = (name: string): Source => ({ field: name, ...(fallback && { fallback }) });
  const choose = (name: string) => {
    if (name === TEXT) onChange({ value: "" });
    else onChange(name === OPT_OUT ? { field: OPT_OUT } : read(name));
  };
  const isMissing =
    isTried && !isFilled([slot], source === undefined ? {} : { [slot.key]: source });
  const name = `{{${slot.variable}}}`;
  return (
    <fieldset className="grid items-start gap-3 sm:grid-cols-[4rem_1fr_1fr]">
      <legend className="sr-only">{t("place", { part: slot.part, name })}</legend>
      <span
        aria-hidden="true"
        className="justify-self-start rounded-full bg-info-soft px-2.5 py-1 font-mono text-xs font-medium text-info sm:mt-7"
      >
        {name}
      </span>
      <div className="grid gap-2">
        <Field hint={t("sample", { sample: slot.sample })} label={t("source")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              onChange={(event) => choose(event.target.value)}
              value={isOther ? OTHER : field}
            >
              <optgroup label={t("fromPerson")}>
                {[...FIELDS, OPT_OUT].map((one) => (
                  <option key={one} value={one}>
                    {t("field", { field: one })}
                  </option>
                ))}
                {[...own].toSorted().map((one) => (
                  <option key={one} value={`${OTHER}${one}`}>
                    {one}
                  </option>
                ))}
                <option value={OTHER}>{t("fieldOther")}</option>
              </optgroup>
              <option value={TEXT}>{t("fixed")}</option>
            </select>
          )}
        </Field>
        {isOther && (
          <TextInput
            aria-invalid={isMissing || undefined}
            aria-label={t("fieldKey")}
            maxLength={LENGTH_MAX}
            onChange={(event) => onChange(read(`${OTHER}${event.target.value}`))}
            placeholder={t("fieldKey")}
            value={key}
          />
        )}
      </div>
      {isText ? (
        <Field error={isMissing ? t("textMissing") : undefined} label={t("text")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              maxLength={LENGTH_MAX}
              onChange={(event) => onChange({ value: event.target.value })}
              value={source?.value ?? ""}
            />
          )}
        </Field>
      ) : source.field === OPT_OUT ? null : (
        <Field hint={t("fallbackHint")} label={t("fallback")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              maxLength={LENGTH_MAX}
              onChange={({ target: { value } }) =>
                onChange({ field: source.field, ...(value !== "" && { fallback: value }) })
              }
              value={fallback ?? ""}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
