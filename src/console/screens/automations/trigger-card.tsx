import { useTranslations } from "use-intl";

import type { Trigger, TriggerType } from "../../api/automations.ts";
import { Card } from "../../ui/card.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { useAt, useTree } from "../../ui/tree-form.tsx";
import { readAt } from "../../ui/tree.ts";
import { HookUrls } from "./hook-urls.tsx";
import { TriggerFields } from "./trigger-fields.tsx";

const TYPES = [
  "keyword",
  "first_message",
  "any_message",
  "button_id",
  "outside_hours",
  "no_reply_for",
  "referral",
  "tag_added",
  "schedule",
  "hook",
  "event",
] as const satisfies readonly TriggerType[];

/** A trigger as it is first. */
const BLANK: Readonly<Record<(typeof TYPES)[number], Trigger>> = {
  keyword: { type: "keyword", match: "contains", keywords: [] },
  first_message: { type: "first_message" },
  any_message: { type: "any_message" },
  button_id: { type: "button_id", ids: [] },
  outside_hours: { type: "outside_hours" },
  no_reply_for: { type: "no_reply_for", seconds: 900, of: "agent" },
  referral: { type: "referral", source_ids: [] },
  tag_added: { type: "tag_added", tag: "" },
  schedule: { type: "schedule", every: "day", time: "09:00", audience: {} },
  hook: { type: "hook", variables: [] },
  event: { type: "event", event: "contact.created" },
};

/** What starts it; each kind asks for its own. */
export function TriggerCard({ automationId }: { automationId: string | undefined }) {
  const t = useTranslations("trigger");
  const { value, fault, isFixed, write } = useAt("/trigger");
  const kind = readAt(useTree().value, "/kind");
  // Safe: a definition has a trigger.
  const trigger = value as Trigger;
  const offered = TYPES.filter((type) => kind === "rule" || type !== "event");
  return (
    <Card title={t("title")}>
      <div className="grid gap-4">
        <Field error={fault} hint={t("hint", { type: trigger.type })} label={t("when")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              data-at="/trigger"
              disabled={isFixed}
              // Safe: one of the options.
              onChange={(event) => write(BLANK[event.target.value as (typeof TYPES)[number]])}
              value={trigger.type}
            >
              {offered.map((type) => (
                <option key={type} value={type}>
                  {t("type", { type })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TriggerFields trigger={trigger} />
        {trigger.type === "hook" && <HookUrls automationId={automationId} />}
      </div>
    </Card>
  );
}
