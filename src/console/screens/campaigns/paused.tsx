import { useTranslations } from "use-intl";

import type { Progress, Report } from "../../api/campaigns.ts";
import { Icon } from "../../ui/icon.tsx";
import { useRemedy } from "../../ui/use-remedy.ts";

/** Why a campaign stands still, and what makes it go on. */
export function Paused({
  progress: { status, pause_reason: reason },
  report,
}: {
  progress: Progress;
  report: Report | undefined;
}) {
  const t = useTranslations("campaigns");
  const remedyOf = useRemedy();
  if (status !== "paused" || reason === null) return null;
  const refusal = report?.errors.find(({ refusal: { code } }) => code === reason)?.refusal;
  const remedy = t("pauseFix", { reason }) || (refusal ? remedyOf(refusal) : "");
  return (
    <div
      className="flex items-start gap-3 rounded-xl bg-warn-soft p-4 text-sm"
      role={reason === "requested" ? "status" : "alert"}
    >
      <Icon className="mt-0.5 shrink-0 text-warn" name="pause" size={18} />
      <div className="grid gap-1">
        <p className="font-semibold text-warn">{t("pauseReason", { reason })}</p>
        {remedy !== "" && <p>{remedy}</p>}
      </div>
    </div>
  );
}
