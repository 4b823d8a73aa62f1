import { useTranslations } from "use-intl";

import { ListFilters } from "../../ui/list-filters.tsx";
import type { AutomationFilter } from "./filter.ts";

const KINDS = ["rule", "flow"] as const;
const STATUSES = ["published", "draft", "disabled"] as const;

/** Narrows the list as it is typed or chosen. */
export function AutomationFilters({
  filter,
  onChange,
}: {
  filter: AutomationFilter;
  onChange: (filter: AutomationFilter) => void;
}) {
  const t = useTranslations("automations");
  return (
    <ListFilters
      choices={[
        {
          key: "kind",
          label: t("kindLabel"),
          any: t("anyKind"),
          options: KINDS.map((kind) => [kind, t("kind", { kind })] as const),
        },
        {
          key: "status",
          label: t("state"),
          any: t("anyStatus"),
          options: STATUSES.map((status) => [status, t("status", { status })] as const),
        },
      ]}
      clear={t("clear")}
      filter={filter}
      find={t("find")}
      onChange={onChange}
    />
  );
}
