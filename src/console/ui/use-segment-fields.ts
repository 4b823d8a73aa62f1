import { useTranslations } from "use-intl";

import type { FilterField } from "./filter-leaf.tsx";

const NAMED = ["eq", "ne", "starts_with"] as const;
const LISTED = ["eq", "ne", "in", "starts_with"] as const;
const TIMES = ["gt", "gte", "lt", "lte", "exists"] as const;
const VALUE = ["eq", "ne", "starts_with", "in", "exists", "gt", "gte", "lt", "lte"] as const;

/** Everything that contacts are filtered by but campaigns, which are named by their ids. */
export function useSegmentFields(): readonly [FilterField, ...FilterField[]] {
  const t = useTranslations("filter");
  const consents = useTranslations("consent");
  return [
    { field: "tags", label: t("tags"), ops: ["contains", "exists"] },
    {
      field: "consent.marketing",
      label: t("consent"),
      ops: ["eq", "ne"],
      choices: (["granted", "unknown", "withdrawn"] as const).map((one) => [one, consents(one)]),
    },
    { field: "last_inbound_at", label: t("lastInbound"), ops: TIMES, isInstant: true },
    { field: "created_at", label: t("created"), ops: TIMES, isInstant: true },
    { field: "name", label: t("name"), ops: NAMED },
    { field: "phone", label: t("phone"), ops: LISTED },
    { field: "country", label: t("country"), ops: LISTED },
    { field: "language", label: t("language"), ops: LISTED },
    { field: "external_id", label: t("externalId"), ops: NAMED },
    { field: "fields.", label: t("own"), ops: VALUE, key: t("ownKey") },
  ];
}
