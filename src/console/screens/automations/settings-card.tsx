import { useTranslations } from "use-intl";

import { Icon } from "../../ui/icon.tsx";
import { LinesAt } from "../../ui/tree-fields.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { DurationAt } from "../../ui/tree-numbers.tsx";
import { useUnits } from "./use-duration-words.ts";

/** How it behaves, for those who want it otherwise. */
export function SettingsCard() {
  const t = useTranslations("automations");
  const units = useUnits();
  const reply = useAt("/settings/exit_on_reply");
  return (
    <details className="group rounded-2xl border border-line bg-surface" data-at="/settings">
      <summary className="flex cursor-pointer items-center gap-2 p-4 text-sm font-semibold md:px-5">
        <Icon className="group-open:rotate-180" name="chevron-down" />
        {t("behaviour")}
      </summary>
      <div className="grid items-start gap-4 px-4 pb-5 sm:grid-cols-2 md:px-5">
        <LinesAt at="/settings/escape_keywords" hint={t("escapeHint")} label={t("escape")} />
        <label className="flex items-start gap-2.5 text-sm sm:pt-7">
          <input
            checked={reply.value !== false}
            className="mt-0.5 size-4 accent-accent"
            disabled={reply.isFixed}
            onChange={(event) => reply.write(event.target.checked)}
            type="checkbox"
          />
          {t("exitOnReply")}
        </label>
        <DurationAt at="/settings/ttl_seconds" hint={t("ttlHint")} label={t("ttl")} units={units} />
        <DurationAt
          at="/settings/handoff_timeout_seconds"
          hint={t("handoffHint")}
          label={t("handoff")}
          units={units}
        />
      </div>
    </details>
  );
}
