import { useTranslations } from "use-intl";

import type { Template } from "../../api/templates.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import type { IconName } from "../../ui/icon.tsx";

const LOOKS: Record<string, { tone: Tone; icon: IconName }> = {
  draft: { tone: "neutral", icon: "file-text" },
  pending: { tone: "info", icon: "hourglass" },
  in_appeal: { tone: "info", icon: "hourglass" },
  approved: { tone: "good", icon: "check" },
  rejected: { tone: "bad", icon: "ban" },
  paused: { tone: "warn", icon: "pause" },
  disabled: { tone: "bad", icon: "ban" },
  missing_upstream: { tone: "warn", icon: "triangle-alert" },
  limit_exceeded: { tone: "bad", icon: "circle-alert" },
};

/** Where Meta's review stands; a word of Meta's that we do not know is shown as it came. */
export function TemplateStatus({ status }: Pick<Template, "status">) {
  const t = useTranslations("templates");
  const { tone, icon } = LOOKS[status] ?? { tone: "neutral", icon: "info" };
  return (
    <Chip icon={icon} tone={tone}>
      {t("status", { status })}
    </Chip>
  );
}

const MARK_TONES: Record<Template["marks"][number], Tone> = {
  flagged: "warn",
  locked: "neutral",
  pending_deletion: "bad",
};
const QUALITY_TONES: Record<string, Tone> = { green: "good", yellow: "warn", red: "bad" };

/** What Meta says beside the status: the quality that people's answers gave it, and marks. */
export function TemplateStanding({ quality, marks }: Pick<Template, "quality" | "marks">) {
  const t = useTranslations("templates");
  return (
    <span className="flex flex-wrap gap-1">
      {quality !== null && quality !== "unknown" && (
        <Chip tone={QUALITY_TONES[quality] ?? "neutral"}>{t("quality", { quality })}</Chip>
      )}
      {marks.map((mark) => (
        <Chip key={mark} tone={MARK_TONES[mark]}>
          {t("mark", { mark })}
        </Chip>
      ))}
    </span>
  );
}
