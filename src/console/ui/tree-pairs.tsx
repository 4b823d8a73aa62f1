import { useState } from "react";

import { Button, IconButton } from "./button.tsx";
import { INPUT } from "./field.tsx";
import { useAt } from "./tree-form.tsx";

type Pair = readonly [key: string, value: string];

const recordOf = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.filter(([key]) => key !== ""));

/** Texts by their names, one pair a line. */
export function PairsAt({
  at,
  label,
  hint,
  words,
}: {
  at: string;
  label: string;
  hint?: string;
  words: Readonly<Record<"key" | "value" | "add" | "remove", string>>;
}) {
  const { value, fault, isFixed, write } = useAt(at);
  // Safe: a record of texts stands here, or nothing yet.
  const given = Object.entries((value ?? {}) as Record<string, string>);
  const [typed, setTyped] = useState<readonly Pair[]>(given);
  // A pair without a name yet is none, and stays in sight all the same.
  const isSame = JSON.stringify(recordOf(typed)) === JSON.stringify(recordOf(given));
  const pairs = isSame ? typed : given;
  const change = (next: readonly Pair[]) => {
    setTyped(next);
    write(recordOf(next));
  };
  const set = (index: number, pair: Pair) =>
    change(pairs.map((one, other) => (other === index ? pair : one)));
  return (
    <fieldset className="grid gap-2" data-at={at}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      {hint && <p className="text-xs text-ink-3">{hint}</p>}
      {pairs.map(([key, text], index) => (
        <div className="grid grid-cols-[1fr_1fr_auto] gap-1.5" key={index}>
          <input
            aria-label={words.key}
            className={`${INPUT} h-10`}
            onChange={(event) => set(index, [event.target.value, text])}
            placeholder={words.key}
            readOnly={isFixed}
            value={key}
          />
          <input
            aria-label={words.value}
            className={`${INPUT} h-10`}
            onChange={(event) => set(index, [key, event.target.value])}
            placeholder={words.value}
            readOnly={isFixed}
            value={text}
          />
          {!isFixed && (
            <IconButton
              icon="x"
              label={words.remove}
              onClick={() => change(pairs.filter((_, other) => other !== index))}
            />
          )}
        </div>
      ))}
      {fault && <p className="text-xs text-bad">{fault}</p>}
      {!isFixed && (
        <Button
          className="w-fit"
          icon="plus"
          look="quiet"
          onClick={() => change([...pairs, ["", ""]])}
        >
          {words.add}
        </Button>
      )}
    </fieldset>
  );
}
