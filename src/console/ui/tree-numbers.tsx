import { useState } from "react";

import { cx } from "./cx.ts";
import { Field, INPUT, TextInput } from "./field.tsx";
import { useAt } from "./tree-form.tsx";

/** A number; what is none is shown as it is typed, and counts as absent. */
export function NumberAt({
  at,
  label,
  hint,
  min,
  max,
}: {
  at: string;
  label: string;
  hint?: string;
  min?: number;
  max?: number;
}) {
  const { value, fault, isFixed, write } = useAt(at);
  const [typed, setTyped] = useState(shown(value));
  return (
    <Field error={fault} hint={hint} label={label}>
      {(attributes) => (
        <TextInput
          {...attributes}
          className="w-32"
          data-at={at}
          inputMode="decimal"
          max={max}
          min={min}
          onChange={(event) => {
            setTyped(event.target.value);
            write(numberIn(event.target.value));
          }}
          readOnly={isFixed}
          step="any"
          type="number"
          value={numberIn(typed) === value ? typed : shown(value)}
        />
      )}
    </Field>
  );
}

const shown = (value: unknown): string => (typeof value === "number" ? String(value) : "");

const numberIn = (text: string): number | undefined => {
  const number = Number(text.replace(",", "."));
  return text.trim() === "" || !Number.isFinite(number) ? undefined : number;
};

const UNITS = { s: 1, min: 60, h: 3600, d: 86_400 } as const;
type Unit = keyof typeof UNITS;

/** The largest unit in which a time is a whole number. */
const unitOf = (seconds: number): Unit =>
  (["d", "h", "min"] as const).find((unit) => seconds > 0 && seconds % UNITS[unit] === 0) ?? "s";

/** A length of time, kept in seconds and written in the unit that suits it. `units` are their words. */
export function DurationAt({
  at,
  label,
  hint,
  units,
}: {
  at: string;
  label: string;
  hint?: string | undefined;
  units: Readonly<Record<Unit, string>>;
}) {
  const { value, fault, isFixed, write } = useAt(at);
  const seconds = typeof value === "number" ? value : undefined;
  const [unit, setUnit] = useState<Unit>(seconds === undefined ? "min" : unitOf(seconds));
  return (
    <Field error={fault} hint={hint} label={label}>
      {(attributes) => (
        <span className="flex gap-2">
          <input
            {...attributes}
            className={cx(INPUT, "h-11 max-w-28 md:h-10")}
            data-at={at}
            inputMode="decimal"
            min={0}
            onChange={(event) => {
              const typed = numberIn(event.target.value);
              write(typed === undefined ? undefined : Math.round(typed * UNITS[unit]));
            }}
            readOnly={isFixed}
            step="any"
            type="number"
            value={seconds === undefined ? "" : seconds / UNITS[unit]}
          />
          <select
            aria-label={label}
            className={cx(INPUT, "h-11 max-w-36 md:h-10")}
            disabled={isFixed}
            onChange={(event) => {
              const next = event.target.value as Unit;
              setUnit(next);
              if (seconds !== undefined) write((seconds / UNITS[unit]) * UNITS[next]);
            }}
            value={unit}
          >
            {(Object.keys(UNITS) as Unit[]).map((one) => (
              <option key={one} value={one}>
                {units[one]}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}
