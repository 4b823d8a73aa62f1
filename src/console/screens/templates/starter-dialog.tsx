import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { STARTER_BARE, STARTER_TILE, StarterWords } from "../../ui/starter.tsx";
import { GOAL_ICONS, GOALS } from "./starters.ts";

/** Where a new template begins. */
export function StarterDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("templates");
  return (
    <Dialog lead={t("startLead")} onClose={onClose} title={t("new")} wide>
      <div className="overflow-y-auto p-5">
        <Starters />
      </div>
    </Dialog>
  );
}

/** A message that only needs its own words, for each goal; or nothing at all. */
export function Starters() {
  const t = useTranslations("templates");
  return (
    <ul className="grid gap-3 sm:grid-cols-3">
      {GOALS.map((starter) => (
        <li key={starter}>
          <Link className={STARTER_TILE} search={{ starter }} to="/templates/new">
            <StarterWords
              icon={GOAL_ICONS[starter]}
              text={t("goalText", { goal: starter })}
              title={t("goal", { goal: starter })}
            />
          </Link>
        </li>
      ))}
      <li className="sm:col-span-3">
        <Link className={STARTER_BARE} search={{}} to="/templates/new">
          <Icon name="plus" />
          {t("blank")}
        </Link>
      </li>
    </ul>
  );
}
