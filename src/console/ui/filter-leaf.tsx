import { useTranslations } from "use-intl";

import { IconButton } from "./button.tsx";
import { cx } from "./cx.ts";
import { INPUT } from "./field.tsx";
import type { Leaf } from "./filter-tree.ts";
import { FilterValue } from "./filter-value.tsx";
import { useTree } from "./tree-form.tsx";

/** Something that can be asked for, and how. */
export interface FilterField {
  /** As the API names it; of those with a key the beginning, e.g. `fields.`. */
  readonly field: string;
  readonly label: string;
  readonly ops: readonly [string, ...string[]];
  /** The values there are, where there are only some. */
  readonly choices?: readonly (readonly [value: string, words: string])[];
  /** Values are instants. */
  readonly isInstant?: boolean;
  /** What its key is called, of those that have one. */
  readonly key?: string;
}

const NUMBERS: ReadonlySet<string> = new Set(["gt", "gte", "lt", "lte"]);

/** What a value is first, once it is known how it is compared. */
function firstValue({ choices, isInstant = false }: FilterField, op: string): unknown {
  if (op === "exists") return true;
  if (op === "in") return [];
  if (choices !== undefined) return choices[0]?.[0] ?? "";
  return NUMBERS.has(op) && !isInstant ? 0 : "";
}

/** What was written stays, as long as the comparison takes it. */
const isAlike = (one: unknown, other: unknown): boolean =>
  typeof one === typeof other && Array.isArray(one) === Array.isArray(other);

/** One condition: what is asked for, how it is compared, and with what. */
export function FilterLeaf({
  leaf,
  at,
  fields,
  onChange,
  onRemove,
}: {
  leaf: Leaf;
  /** JSON pointer of the condition. */
  at: string;
  fields: readonly [FilterField, ...FilterField[]];
  onChange: (leaf: Leaf) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("filter");
  const { isFixed, faults } = useTree();
  const known = fields.find(({ field, key }) =>
    key === undefined ? field === leaf.field : leaf.field.startsWith(field),
  );
  const fault = faults.find(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`));
  // What a program made and we have no words for is shown as it is, and kept.
  const spec: FilterField = known ?? { field: leaf.field, label: leaf.field, ops: [leaf.op] };
  const choose = (field: string) => {
    const next = fields.find((one) => one.field === field) ?? spec;
    const [op] = next.ops;
    onChange({ ...leaf, field, op, value: firstValue(next, op) });
  };
  return (
    <div className="grid gap-1 rounded-xl bg-sunken p-2" data-at={at}>
      <div className="flex flex-wrap items-center gap-2">
        <select
          aria-label={t("field")}
          className={cx(INPUT, "h-10 grow basis-36 md:h-9 md:max-w-52")}
          disabled={isFixed}
          onChange={(event) => choose(event.target.value)}
          value={spec.field}
        >
          {(known === undefined ? [spec, ...fields] : fields).map(({ field, label }) => (
            <option key={field} value={field}>
              {label}
            </option>
          ))}
        </select>
        {spec.key !== undefined && (
          <input
            aria-label={spec.key}
            className={cx(INPUT, "h-10 grow basis-28 md:h-9 md:max-w-40")}
            onChange={(event) => onChange({ ...leaf, field: spec.field + event.target.value })}
            placeholder={spec.key}
            readOnly={isFixed}
            value={leaf.field.slice(spec.field.length)}
          />
        )}
        <select
          aria-label={t("op")}
          className={cx(INPUT, "h-10 grow basis-28 md:h-9 md:max-w-40")}
          disabled={isFixed}
          onChange={({ target: { value: op } }) => {
            const first = firstValue(spec, op);
            onChange({ ...leaf, op, value: isAlike(first, leaf.value) ? leaf.value : first });
          }}
          value={leaf.op}
        >
          {spec.ops.map((op) => (
            <option key={op} value={op}>
              {t("opName", { op })}
            </option>
          ))}
        </select>
        <FilterValue leaf={leaf} onChange={(value) => onChange({ ...leaf, value })} spec={spec} />
        {!isFixed && (
          <IconButton className="ml-auto" icon="x" label={t("remove")} onClick={onRemove} />
        )}
      </div>
      {fault && <p className="px-1 text-xs text-bad">{fault.text}</p>}
    </div>
  );
}
