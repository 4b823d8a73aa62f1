import type { ComponentProps } from "react";

interface Option {
  readonly value: string;
  readonly title: string;
  readonly text?: string | undefined;
}

/** One choice of a few, each with what it means. `register` ties the radios to a form, or to a state. */
export function RadioCards({
  label,
  options,
  register,
}: {
  label: string;
  options: readonly Option[];
  register: Pick<ComponentProps<"input">, "name" | "onChange" | "onBlur" | "ref"> & {
    /** For radios that a state decides on. */
    readonly value?: string;
  };
}) {
  const { value: chosen, ...rest } = register;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      {options.map(({ value, title, text }) => (
        <label
          className="flex cursor-pointer gap-3 rounded-xl border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft"
          key={value}
        >
          <input
            className="mt-0.5 size-4 shrink-0 accent-accent"
            type="radio"
            value={value}
            {...rest}
            {...(chosen !== undefined && { checked: chosen === value })}
          />
          <span className="grid gap-0.5 text-sm">
            <span className="font-medium">{title}</span>
            {text && <span className="text-xs text-ink-2">{text}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
