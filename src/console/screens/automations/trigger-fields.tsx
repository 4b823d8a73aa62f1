import { useTranslations } from "use-intl";

import type { Trigger } from "../../api/automations.ts";
import { FilterBuilder } from "../../ui/filter-builder.tsx";
import { LinesAt, SelectAt, TextAt } from "../../ui/tree-fields.tsx";
import { useAt, useTree } from "../../ui/tree-form.tsx";
import { DurationAt } from "../../ui/tree-numbers.tsx";
import { RULE_EVENTS } from "./rule-events.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { useUnits } from "./use-duration-words.ts";
import { useContactFields } from "./use-filter-fields.ts";
import { wordOf } from "./use-trigger-words.ts";

/** What a kind of trigger asks for. */
export function TriggerFields({ trigger }: { trigger: Trigger }) {
  const t = useTranslations("trigger");
  const units = useUnits();
  switch (trigger.type) {
    case "keyword":
      return (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <LinesAt at="/trigger/keywords" hint={t("keywordsHint")} label={t("keywords")} />
          <SelectAt
            at="/trigger/match"
            label={t("match")}
            options={["contains", "exact"].map((match) => [match, t("matchName", { match })])}
          />
        </div>
      );
    case "button_id":
      return <LinesAt at="/trigger/ids" hint={t("idsHint")} label={t("ids")} />;
    case "referral":
      return <LinesAt at="/trigger/source_ids" hint={t("adsHint")} label={t("ads")} />;
    case "no_reply_for":
      return (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <SelectAt
            at="/trigger/of"
            label={t("of")}
            options={["agent", "customer"].map((of) => [of, t("ofName", { of })])}
          />
          <DurationAt
            at="/trigger/seconds"
            hint={t("silenceHint")}
            label={t("for")}
            units={units}
          />
        </div>
      );
    case "tag_added":
      return <TextAt at="/trigger/tag" label={t("tag")} maxLength={64} />;
    case "schedule":
      return (
        <>
          <ScheduleFields every={trigger.every} />
          <Audience />
        </>
      );
    case "hook":
      return <LinesAt at="/trigger/variables" hint={t("variablesHint")} label={t("variables")} />;
    case "event":
      return (
        <SelectAt
          at="/trigger/event"
          label={t("eventLabel")}
          options={RULE_EVENTS.map((event) => [event, t("event", { event: wordOf(event) })])}
        />
      );
    case "first_message":
    case "any_message":
    case "outside_hours":
      return null;
  }
}

/** Whom a schedule is for. */
function Audience() {
  const t = useTranslations("trigger");
  const fields = useContactFields();
  const { value } = useAt("/trigger/audience");
  const { isFixed } = useTree();
  const isEmpty = Object.keys((value ?? {}) as object).length === 0;
  return (
    <div className="grid gap-1.5">
      <p className="text-sm font-medium">{t("audience")}</p>
      {isEmpty && (
        <p className="text-sm text-ink-2">{t(isFixed ? "everybody" : "everybodyHint")}</p>
      )}
      <FilterBuilder at="/trigger/audience" fields={fields} label={t("audience")} />
    </div>
  );
}
