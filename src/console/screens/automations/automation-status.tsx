import { useTranslations } from "use-intl";

import type { Automation } from "../../api/automations.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import type { IconName } from "../../ui/icon.tsx";

const LOOKS: Record<Automation["status"], { tone: Tone; icon: IconName }> = {
  draft: { tone: "neutral", icon: "file-text" },
  published: { tone: "good", icon: "play" },
  disabled: { tone: "warn", icon: "pause" },
};

/** Whether it answers, and whether its draft says something else than what answers. */
export function AutomationStatus({
  automation: { status, has_changes: hasChanges },
}: {
  automation: Pick<Automation, "status" | "has_changes">;
}) {
  const t = useTranslations("automations");
  const { tone, icon } = LOOKS[status];
  return (
    <span className="flex flex-wrap gap-1">
      <Chip icon={icon} tone={tone}>
        {t("status", { status })}
      </Chip>
      {status !== "draft" && hasChanges && <Chip tone="info">{t("changed")}</Chip>}
    </span>
  );
}
