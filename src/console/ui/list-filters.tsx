import type { ChangeEvent } from "react";

import { Button } from "./button.tsx";
import { INPUT, TextInput } from "./field.tsx";
import { Icon } from "./icon.tsx";

/** One of a few values, or any. */
interface Choice<Key extends string> {
  readonly key: Key;
  readonly label: string;
  /** What stands for no choice. */
  readonly any: string;
  readonly options: readonly (readonly [value: string, words: string])[];
}

/** Narrows a list as it is typed or chosen: a text that names are searched for, and choices. An empty value is left out. */
export function ListFilters<Key extends string>({
  filter,
  find,
  choices,
  clear,
  onChange,
}: {
  filter: { readonly [K in Key | "name"]?: string };
  /** What is searched for. */
  find: string;
  choices: readonly Choice<Key>[];
  clear: string;
  onChange: (filter: { readonly [K in Key | "name"]?: string }) => void;
}) {
  const set =
    (key: Key | "name") =>
    ({ target: { value } }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
      const { [key]: _, ...rest } = filter;
      // Safe: what is left, and the key that was there.
      onChange((value === "" ? rest : { ...rest, [key]: value }) as typeof filter);
    };
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      <span className="relative min-w-48 grow basis-full md:basis-0">
        <Icon className="absolute top-3.5 left-3 text-ink-3 md:top-3" name="search" />
        <TextInput
          aria-label={find}
          className="pl-9"
          onChange={set("name")}
          placeholder={find}
          type="search"
          value={filter.name ?? ""}
        />
      </span>
      {choices.map(({ key, label, any, options }) => (
        <select
          aria-label={label}
          className={`${INPUT} h-11 grow basis-32 md:h-10 md:max-w-44`}
          key={key}
          onChange={set(key)}
          value={filter[key] ?? ""}
        >
          <option value="">{any}</option>
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      ))}
      {Object.keys(filter).length > 0 && (
        <Button className="max-md:h-11 md:h-10" icon="x" look="quiet" onClick={() => onChange({})}>
          {clear}
        </Button>
      )}
    </search>
  );
}
