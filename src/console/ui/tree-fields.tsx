import { useState, type ComponentProps } from "react";

import { Field, INPUT, TextInput } from "./field.tsx";
import { useAt } from "./tree-form.tsx";

interface At {
  /** JSON pointer of the field's place. */
  readonly at: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** Empty fields that may be absent are absent. */
const given = (text: string, isOptional: boolean): string | undefined =>
  isOptional && text === "" ? undefined : text;

/** A text of one line. */
export function TextAt({
  at,
  label,
  hint,
  optional = false,
  ...rest
}: At & { optional?: boolean } & Omit<ComponentProps<"input">, "value" | "onChange">) {
  const { value, fault, isFixed, write } = useAt(at);
  return (
    <Field error={fault} hint={hint} label={label}>
      {(attributes) => (
        <TextInput
          autoComplete="off"
          {...rest}
          {...attributes}
          data-at={at}
          onChange={(event) => write(given(event.target.value, optional))}
          readOnly={isFixed}
          value={typeof value === "string" ? value : ""}
        />
      )}
    </Field>
  );
}

/** A text of several lines, as high as what it holds. */
export function AreaAt({
  at,
  label,
  hint,
  optional = false,
  ...rest
}: At & { optional?: boolean } & Omit<ComponentProps<"textarea">, "value" | "onChange">) {
  const { value, fault, isFixed, write } = useAt(at);
  return (
    <Field error={fault} hint={hint} label={label}>
      {(attributes) => (
        <textarea
          dir="auto"
          {...rest}
          {...attributes}
          className={`${INPUT} field-sizing-content min-h-20 py-2 leading-relaxed`}
          data-at={at}
          onChange={(event) => write(given(event.target.value, optional))}
          readOnly={isFixed}
          value={typeof value === "string" ? value : ""}
        />
      )}
    </Field>
  );
}

/** Texts, one a line. */
export function LinesAt({ at, label, hint }: At) {
  const { value, fault, isFixed, write } = useAt(at);
  return (
    <Field error={fault} hint={hint} label={label}>
      {(attributes) => (
        <LinesInput
          attributes={{ ...attributes, "data-at": at, readOnly: isFixed }}
          lines={Array.isArray(value) ? value.map(String) : []}
          onChange={write}
        />
      )}
    </Field>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function LinesInput({
  attributes,
  lines,
  onChange,
}: {
  attributes: object;
  lines: readonly string[];
  onChange: (lines: string[]) => void;
}) {
  // An empty line that is being written is no text yet, and stays in sight all the same.
  const [typed, setTyped] = useState(lines.join("\n"));
  const isSame = linesOf(typed).join("\n") === lines.join("\n");
  return (
    <textarea
      {...attributes}
      className={`${INPUT} field-sizing-content min-h-20 py-2 leading-relaxed`}
      dir="auto"
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(linesOf(event.target.value));
      }}
      value={isSame ? typed : lines.join("\n")}
    />
  );
}

/** One of several values; an empty one that may be absent is absent. */
export function SelectAt({
  at,
  label,
  hint,
  options,
  optional = false,
}: At & { options: readonly (readonly [value: string, words: string])[]; optional?: boolean }) {
  const { value, fault, isFixed, write } = useAt(at);
  return (
    <Field error={fault} hint={hint} label={label}>
      {(attributes) => (
        <select
          {...attributes}
          className={`${INPUT} h-11 md:h-10`}
          data-at={at}
          disabled={isFixed}
          onChange={(event) => write(given(event.target.value, optional))}
          value={typeof value === "string" ? value : ""}
        >
          {options.map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
