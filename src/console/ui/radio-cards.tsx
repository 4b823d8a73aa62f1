import type { ComponentProps } from "react";

import { Choice } from "./choice.tsx";

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
      {options.map((option) => (
        <Choice
          key={option.value}
          {...option}
          {...rest}
          {...(chosen !== undefined && { checked: chosen === option.value })}
        />
      ))}
    </fieldset>
  );
}
