import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";

import { Field, TextInput } from "./field.tsx";
import { laterTimes } from "./later-times.ts";
import { RadioCards } from "./radio-cards.tsx";

const OWN = "own";

/** An instant to come: one of those that people mean, or one of their own. Told as an ISO instant, empty while there is none. */
export function WhenPicker({
  label,
  name,
  error,
  onChange,
}: {
  label: string;
  /** Of the radio buttons; one for each picker on the screen. */
  name: string;
  error?: string | undefined;
  onChange: (at: string) => void;
}) {
  const t = useTranslations("later");
  const format = useFormatter();
  const [times] = useState(() => laterTimes(new Date()));
  const [chosen, setChosen] = useState("");
  const choose = (value: string) => {
    setChosen(value);
    onChange(times.find((one) => one.name === value)?.at.toISOString() ?? "");
  };
  return (
    <div className="grid gap-3">
      <RadioCards
        label={label}
        options={[
          ...times.map((one) => ({
            value: one.name,
            title: t("time", { name: one.name }),
            text: format.dateTime(one.at, {
              weekday: "long",
              day: "numeric",
              month: "short",
              hour: "numeric",
              minute: "2-digit",
            }),
          })),
          { value: OWN, title: t("time", { name: OWN }) },
        ]}
        register={{
          name,
          value: chosen,
          onChange: (event) => choose(event.target.value),
        }}
      />
      {chosen === OWN && (
        <Field label={t("at")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              onChange={({ target: { value } }) => {
                const at = new Date(value);
                onChange(Number.isNaN(at.getTime()) ? "" : at.toISOString());
              }}
              type="datetime-local"
            />
          )}
        </Field>
      )}
      {error !== undefined && (
        <p className="text-xs text-bad" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
