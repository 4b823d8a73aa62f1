import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { GOAL_ICONS, GOALS } from "./starters.ts";

/** Where a new automation begins. */
export function StarterDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("automations");
  return (
    <Dialog lead={t("startLead")} onClose={onClose} title={t("new")} wide>
      <div className="overflow-y-auto p-5">
        <Starters />
      </div>
    </Dialog>
  );
}

const TILE =
  "grid h-full content-start gap-1.5 rounded-xl border border-line p-4 text-sm hover:border-accent hover:bg-accent-soft";
const BARE =
  "flex h-11 items-center justify-center gap-2 rounded-xl border border-dashed border-line-strong text-sm font-medium text-ink-2 hover:bg-sunken";

/** An automation that only needs its own words, for each goal; or an empty rule or flow. */
export function Starters() {
  const t = useTranslations("automations");
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {GOALS.map((starter) => (
        <li key={starter}>
          <Link className={TILE} search={{ starter }} to="/automations/new">
            <Icon className="text-accent" name={GOAL_ICONS[starter]} size={20} />
            <span className="font-semibold">{t("goal", { goal: starter })}</span>
            <span className="text-xs text-ink-2">{t("goalText", { goal: starter })}</span>
          </Link>
        </li>
      ))}
      <li className="grid content-center gap-2">
        <Link className={BARE} search={{ kind: "rule" }} to="/automations/new">
          <Icon name="zap" />
          {t("emptyRule")}
        </Link>
        <Link className={BARE} search={{ kind: "flow" }} to="/automations/new">
          <Icon name="workflow" />
          {t("emptyFlow")}
        </Link>
      </li>
    </ul>
  );
}
