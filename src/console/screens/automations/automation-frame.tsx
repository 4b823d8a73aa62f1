import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import type { Automation } from "../../api/automations.ts";
import { may } from "../../api/session.ts";
import { Page } from "../../ui/page.tsx";
import { AutomationStatus } from "./automation-status.tsx";
import { RowActs } from "./row-acts.tsx";

const PLACES = [
  ["/automations/$id", "edit"],
  ["/automations/$id/runs", "runs"],
  ["/automations/$id/versions", "versions"],
] as const;

/** One automation: its name, whether it answers, and its places. */
export function AutomationFrame({
  automation,
  title,
  children,
}: {
  /** Absent while it was not kept yet. */
  automation: Automation | undefined;
  title: string;
  children: ReactNode;
}) {
  const t = useTranslations("automations");
  const navigate = useNavigate();
  return (
    <Page
      act={
        automation &&
        may("automations:write") && (
          <RowActs
            automation={automation}
            onDeleted={() => void navigate({ to: "/automations", ignoreBlocker: true })}
          />
        )
      }
      back={{ to: "/automations", label: t("all") }}
      lead={automation && <AutomationStatus automation={automation} />}
      title={<bdi>{title}</bdi>}
    >
      {automation && (
        <nav aria-label={t("places")} className="-mx-4 mb-5 overflow-x-auto px-4 md:mx-0 md:px-0">
          <ul className="flex gap-1 border-b border-line">
            {PLACES.map(([to, place]) => (
              <li key={place}>
                <Link
                  activeOptions={{ exact: true, includeSearch: false }}
                  activeProps={{ className: "border-accent text-ink" }}
                  className="-mb-px flex h-10 items-center border-b-2 px-3 text-sm font-medium whitespace-nowrap"
                  inactiveProps={{ className: "border-transparent text-ink-2 hover:text-ink" }}
                  params={{ id: automation.id }}
                  to={to}
                >
                  {t(place)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {children}
    </Page>
  );
}
