import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import { Card } from "../../ui/card.tsx";
import { FilterBuilder } from "../../ui/filter-builder.tsx";
import { useConditionFields } from "./use-filter-fields.ts";

/** What must hold beside the trigger. */
export function ConditionsCard({ definition: { conditions } }: { definition: Definition }) {
  const t = useTranslations("automations");
  const fields = useConditionFields();
  const isEmpty = Object.keys(conditions ?? {}).length === 0;
  return (
    <Card title={t("conditions")}>
      {isEmpty && <p className="mb-2 text-sm text-ink-2">{t("conditionsNone")}</p>}
      <FilterBuilder at="/conditions" fields={fields} label={t("conditions")} />
    </Card>
  );
}
