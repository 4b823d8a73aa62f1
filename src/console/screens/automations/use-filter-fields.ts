import { useTranslations } from "use-intl";

import type { FilterField } from "../../ui/filter-leaf.tsx";

const EQUAL = ["eq", "ne", "in", "exists"] as const;
const NAMED = ["eq", "ne", "starts_with", "in", "exists"] as const;
const TEXT = ["contains", "eq", "ne", "starts_with", "in", "exists"] as const;
const VALUE = [
  "eq",
  "ne",
  "contains",
  "starts_with",
  "in",
  "exists",
  "gt",
  "gte",
  "lt",
  "lte",
] as const;
const KINDS = ["text", "image", "video", "audio", "document", "location", "interactive"] as const;

type Fields = readonly [FilterField, ...FilterField[]];

/** What contacts are filtered by. */
export function useContactFields(): Fields {
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
    {
      field: "created_at",
      label: t("created"),
      ops: ["gt", "gte", "lt", "lte", "exists"],
      isInstant: true,
    },
  ];
}

/** What conditions of automations look at: the message, the person, the talk and what the run knows. */
export function useConditionFields(): Fields {
  const t = useTranslations("filter");
  const talk = useTranslations("talk");
  const contact = useContactFields();
  return [
    { field: "message.text", label: t("text"), ops: TEXT },
    ...contact,
    {
      field: "business_hours",
      label: t("hours"),
      ops: ["eq", "ne"],
      choices: [
        ["open", t("open")],
        ["closed", t("closed")],
      ],
    },
    {
      field: "conversation.status",
      label: t("talk"),
      ops: ["eq", "ne"],
      choices: (["open", "pending", "resolved"] as const).map((one) => [
        one,
        t("talkStatus", { status: one }),
      ]),
    },
    {
      field: "message.type",
      label: t("messageType"),
      ops: ["eq", "ne"],
      choices: KINDS.map((type) => [type, type === "text" ? t("plain") : talk("kind", { type })]),
    },
    { field: "message.button_id", label: t("button"), ops: EQUAL },
    { field: "name", label: t("name"), ops: NAMED },
    { field: "phone", label: t("phone"), ops: NAMED },
    { field: "language", label: t("language"), ops: NAMED },
    { field: "external_id", label: t("externalId"), ops: NAMED },
    { field: "fields.", label: t("own"), ops: VALUE, key: t("ownKey") },
    { field: "var.", label: t("variable"), ops: VALUE, key: t("variableKey") },
  ];
}
