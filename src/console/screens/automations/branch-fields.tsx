import { useTranslations } from "use-intl";

import type { Step } from "../../api/automations.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { FilterBuilder } from "../../ui/filter-builder.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { below, moved } from "../../ui/tree.ts";
import { useConditionFields } from "./use-filter-fields.ts";
import { WaySelect } from "./way-select.tsx";

/** Conditions in their order: the way of the first that holds is gone. */
export function BranchFields({
  at,
  step: { branches },
}: {
  at: string;
  step: Extract<Step, { type: "condition" }>;
}) {
  const t = useTranslations("step");
  const fields = useConditionFields();
  const member = below(at, "branches");
  const { fault, isFixed, write } = useAt(member);
  return (
    <div className="grid gap-3" data-at={member}>
      {branches.map((_, index) => (
        <fieldset className="grid gap-2 rounded-xl border border-line p-3" key={index}>
          <legend className="px-1 text-sm font-medium">{t("branch", { index: index + 1 })}</legend>
          <FilterBuilder
            at={below(member, index, "if")}
            fields={fields}
            label={t("branch", { index: index + 1 })}
          />
          <WaySelect at={below(member, index, "next")} label={t("leads")} needed />
          {!isFixed && branches.length > 1 && (
            <span className="flex justify-end">
              <IconButton
                icon="chevron-up"
                label={t("up")}
                onClick={() => write(moved(branches, index, -1))}
              />
              <IconButton
                icon="x"
                label={t("removeBranch", { index: index + 1 })}
                onClick={() => write(branches.filter((__, one) => one !== index))}
              />
            </span>
          )}
        </fieldset>
      ))}
      {fault && <p className="text-xs text-bad">{fault}</p>}
      {!isFixed && (
        <Button
          className="w-fit"
          icon="plus"
          look="quiet"
          onClick={() => write([...branches, { if: {}, next: "" }])}
        >
          {t("addBranch")}
        </Button>
      )}
    </div>
  );
}
