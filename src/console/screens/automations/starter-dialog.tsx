import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { STARTER_BARE, STARTER_TILE, StarterWords } from "../../ui/starter.tsx";
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

/** An automation that only needs its own words, for each goal; or an empty rule or flow. */
export function Starters() {
  const t = useTranslations("automations");
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {GOALS.map((starter) => (
        <li key={starter}>
          <Link className={STARTER_TILE} search={{ starter }} to="/automations/new">
            <StarterWords
              icon={GOAL_ICONS[starter]}
              text={t("goalText", { goal: starter })}
              title={t("goal", { goal: starter })}
            />
          </Link>
        </li>
      ))}
      <li className="grid content-center gap-2">
        <Link className={STARTER_BARE} search={{ kind: "rule" }} to="/automations/new">
          <Icon name="zap" />
          {t("emptyRule")}
        </Link>
        <Link className={STARTER_BARE} search={{ kind: "flow" }} to="/automations/new">
          <Icon name="workflow" />
          {t("emptyFlow")}
        </Link>
      </li>
    </ul>
  );
}
