import { useState } from "react";
import { useTranslations } from "use-intl";

import { Button, IconButton } from "./button.tsx";
import { cx } from "./cx.ts";
import { INPUT } from "./field.tsx";
import { FilterLeaf, type FilterField } from "./filter-leaf.tsx";
import {
  filterOf,
  groupOf,
  isGroup,
  newId,
  placesOf,
  withNode,
  type Group,
  type Leaf,
  type Node,
} from "./filter-tree.ts";
import { useAt, useTree } from "./tree-form.tsx";

export type { FilterField } from "./filter-leaf.tsx";

const DEPTH_MAX = 3;

const same = (one: Group, other: Group): boolean =>
  JSON.stringify(filterOf(one)) === JSON.stringify(filterOf(other));

/** A filter of the API at a place of the form: conditions, and groups of them of which all, one or none must hold. */
export function FilterBuilder({
  at,
  label,
  fields,
}: {
  /** JSON pointer of the filter. */
  at: string;
  label: string;
  fields: readonly [FilterField, ...FilterField[]];
}) {
  const { value, write } = useAt(at);
  const [built, setBuilt] = useState(() => groupOf(value));
  const given = groupOf(value);
  // What was begun and says nothing yet stays, as long as nobody else changed the filter.
  const group = same(built, given) ? built : given;
  const change = (next: Group) => {
    setBuilt(next);
    write(filterOf(next));
  };
  return (
    <div aria-label={label} data-at={at} role="group">
      <GroupOf
        depth={0}
        fields={fields}
        group={group}
        onChange={change}
        places={placesOf(group, at)}
      />
    </div>
  );
}

interface Built {
  readonly fields: readonly [FilterField, ...FilterField[]];
  readonly depth: number;
  readonly places: ReadonlyMap<number, string>;
}

function GroupOf({
  group,
  onChange,
  onRemove,
  ...built
}: Built & { group: Group; onChange: (group: Group) => void; onRemove?: () => void }) {
  const t = useTranslations("filter");
  const { isFixed } = useTree();
  const { depth, fields } = built;
  const set = (node: Node, next: Node | null) => onChange(withNode(group, node.id, next));
  const add = (node: Node) => onChange({ ...group, items: [...group.items, node] });
  const mode = `${group.isNot ? "not_" : ""}${group.join}`;
  return (
    <div className={cx("grid gap-2", depth > 0 && "rounded-xl border border-line p-3")}>
      {(group.items.length > 1 || group.isNot || depth > 0) && (
        <div className="flex items-center gap-2">
          <select
            aria-label={t("join")}
            className={`${INPUT} h-10 max-w-56 md:h-9`}
            disabled={isFixed}
            onChange={({ target: { value } }) =>
              onChange({
                ...group,
                isNot: value.startsWith("not_"),
                join: value.endsWith("or") ? "or" : "and",
              })
            }
            value={mode}
          >
            {["and", "or", "not_or", "not_and"].map((one) => (
              <option key={one} value={one}>
                {t("mode", { mode: one })}
              </option>
            ))}
          </select>
          {onRemove && !isFixed && (
            <IconButton icon="x" label={t("removeGroup")} onClick={onRemove} />
          )}
        </div>
      )}
      {group.items.map((node) =>
        isGroup(node) ? (
          <GroupOf
            {...built}
            depth={depth + 1}
            group={node}
            key={node.id}
            onChange={(next) => set(node, next)}
            onRemove={() => set(node, null)}
          />
        ) : (
          <FilterLeaf
            at={built.places.get(node.id) ?? ""}
            fields={fields}
            key={node.id}
            leaf={node}
            onChange={(next) => set(node, next)}
            onRemove={() => set(node, null)}
          />
        ),
      )}
      {!isFixed && (
        <div className="flex flex-wrap gap-1">
          <Button icon="plus" look="quiet" onClick={() => add(firstLeaf(fields[0]))}>
            {t("add")}
          </Button>
          {depth + 1 < DEPTH_MAX && group.items.length > 0 && (
            <Button
              icon="plus"
              look="quiet"
              onClick={() =>
                add({ id: newId(), join: "or", isNot: false, items: [firstLeaf(fields[0])] })
              }
            >
              {t("addGroup")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

const firstLeaf = ({ field, ops }: FilterField): Leaf => ({
  id: newId(),
  field,
  op: ops[0],
  value: "",
});
