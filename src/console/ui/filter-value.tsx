import { useState } from "react";
import { useTranslations } from "use-intl";

import { cx } from "./cx.ts";
import { INPUT } from "./field.tsx";
import type { FilterField } from "./filter-leaf.tsx";
import type { Leaf } from "./filter-tree.ts";
import { atLocal, toLocal } from "./local-time.ts";
import { useTree } from "./tree-form.tsx";

const BOX = cx(INPUT, "h-10 grow basis-40 md:h-9");

/** What a condition compares with, in the shape that its comparison asks for. */
export function FilterValue({
  leaf: { op, value },
  spec,
  onChange,
}: {
  leaf: Leaf;
  spec: FilterField;
  onChange: (value: unknown) => void;
}) {
  const t = useTranslations("filter");
  const { isFixed } = useTree();
  const common = { "aria-label": t("value"), className: BOX };
  if (op === "exists")
    return (
      <select
        {...common}
        disabled={isFixed}
        onChange={(event) => onChange(event.target.value === "true")}
        value={String(value)}
      >
        <option value="true">{t("yes")}</option>
        <option value="false">{t("no")}</option>
      </select>
    );
  if (op === "in")
    return <Several list={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />;
  if (spec.choices !== undefined)
    return (
      <select
        {...common}
        disabled={isFixed}
        onChange={(event) => onChange(event.target.value)}
        value={String(value)}
      >
        {spec.choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    );
  if (spec.isInstant === true)
    return (
      <input
        {...common}
        onChange={(event) => onChange(atLocal(event.target.value))}
        readOnly={isFixed}
        type="datetime-local"
        value={toLocal(String(value))}
      />
    );
  const isNumber = typeof value === "number" || ["gt", "gte", "lt", "lte"].includes(op);
  return (
    <input
      {...common}
      inputMode={isNumber ? "decimal" : undefined}
      onChange={({ target: { value: typed } }) =>
        onChange(isNumber && typed !== "" ? Number(typed) : typed)
      }
      readOnly={isFixed}
      step="any"
      type={isNumber ? "number" : "text"}
      value={typeof value === "number" || typeof value === "string" ? value : ""}
    />
  );
}

const partsOf = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Several texts between commas. */
function Several({
  list,
  onChange,
}: {
  list: readonly string[];
  onChange: (list: string[]) => void;
}) {
  const t = useTranslations("filter");
  const { isFixed } = useTree();
  const [typed, setTyped] = useState(list.join(", "));
  const isSame = partsOf(typed).join() === list.join();
  return (
    <input
      aria-label={t("values")}
      className={BOX}
      onChange={({ target: { value } }) => {
        setTyped(value);
        onChange(partsOf(value));
      }}
      placeholder={t("values")}
      readOnly={isFixed}
      value={isSame ? typed : list.join(", ")}
    />
  );
}
