import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { definitionOf, type Automation } from "../../api/automations.ts";
import { may } from "../../api/session.ts";
import { Icon } from "../../ui/icon.tsx";
import { AutomationStatus } from "./automation-status.tsx";
import type { Late } from "./filter.ts";
import { RowActs } from "./row-acts.tsx";
import { useReasonWords } from "./use-reason-words.ts";
import { useTriggerWords } from "./use-trigger-words.ts";

const HEAD = "px-4 py-2.5 text-left text-xs font-medium text-ink-3";
const CELL = "px-4 py-3 align-top";

/** A line for each: its whole width leads to the automation. */
export function AutomationTable({
  automations,
  late,
}: {
  automations: readonly Automation[];
  late: ReadonlyMap<string, Late>;
}) {
  const t = useTranslations("automations");
  return (
    <table className="w-full border-collapse text-sm">
      <thead className="border-b border-line bg-canvas/60">
        <tr>
          <th className={HEAD}>{t("name")}</th>
          <th className={`${HEAD} max-lg:hidden`}>{t("starts")}</th>
          <th className={HEAD}>{t("state")}</th>
          <th className={`${HEAD} max-xl:hidden`}>{t("version")}</th>
          <th className={`${HEAD} max-md:hidden`}>{t("late")}</th>
          {may("automations:write") && (
            <th className={`${HEAD} max-md:hidden`}>
              <span className="sr-only">{t("acts")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {automations.map((automation) => (
          <Line automation={automation} key={automation.id} late={late.get(automation.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ automation, late }: { automation: Automation; late: Late | undefined }) {
  const t = useTranslations("automations");
  const triggerWords = useTriggerWords();
  const { id, name, kind, version } = automation;
  const starts = triggerWords(definitionOf(automation).trigger);
  return (
    <tr className="relative hover:bg-canvas/60">
      <th className={`${CELL} max-w-72 text-left font-normal`} scope="row">
        <Link
          className="font-medium wrap-anywhere text-ink after:absolute after:inset-0"
          params={{ id }}
          to="/automations/$id"
        >
          <bdi>{name}</bdi>
        </Link>
        <span className="mt-0.5 flex items-center gap-1 text-xs text-ink-3">
          <Icon name={kind === "rule" ? "zap" : "workflow"} size={12} />
          {t("kind", { kind })}
        </span>
        <span className="mt-1 block text-xs text-ink-2 lg:hidden">{starts}</span>
        <span className="mt-1 block text-xs md:hidden">
          <Lately late={late} />
        </span>
      </th>
      <td className={`${CELL} max-w-80 text-ink-2 max-lg:hidden`}>{starts}</td>
      <td className={CELL}>
        <AutomationStatus automation={automation} />
      </td>
      <td className={`${CELL} tabular text-ink-2 max-xl:hidden`}>{version ?? "–"}</td>
      <td className={`${CELL} max-md:hidden`}>
        <Lately late={late} />
      </td>
      {may("automations:write") && (
        <td className="px-3 py-1.5 max-md:hidden">
          <RowActs automation={automation} />
        </td>
      )}
    </tr>
  );
}

/** How many of the newest runs were its own, and what went wrong last. */
function Lately({ late }: { late: Late | undefined }) {
  const t = useTranslations("automations");
  const reasonWords = useReasonWords();
  if (late === undefined) return <span className="text-ink-3">{t("noRuns")}</span>;
  return (
    <span className="grid gap-0.5">
      <span className="text-ink-2">{t("runCount", { count: late.count })}</span>
      {late.failed && (
        <span className="text-xs text-bad">{reasonWords(late.failed.reason ?? "unknown")}</span>
      )}
    </span>
  );
}
