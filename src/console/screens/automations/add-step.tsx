import { useTranslations } from "use-intl";

import type { StepType } from "../../api/automations.ts";
import { INPUT } from "../../ui/field.tsx";

/** Makes a step of the kind that is chosen. */
export function AddStep({
  label,
  types,
  onAdd,
}: {
  label: string;
  types: readonly StepType[];
  onAdd: (type: StepType) => void;
}) {
  const t = useTranslations("step");
  return (
    <select
      aria-label={label}
      className={`${INPUT} mt-3 h-11 max-w-64 font-medium md:h-10`}
      // Safe: the options name kinds of steps.
      onChange={(event) => onAdd(event.target.value as StepType)}
      value=""
    >
      <option disabled value="">
        {`+ ${label}`}
      </option>
      {types.map((type) => (
        <option key={type} value={type}>
          {t("type", { type })}
        </option>
      ))}
    </select>
  );
}
