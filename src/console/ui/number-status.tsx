import { useTranslations } from "use-intl";

import type { PhoneNumber } from "../api/numbers.ts";
import { Chip, type Tone } from "./chip.tsx";
import type { IconName } from "./icon.tsx";

const STATUSES: Record<PhoneNumber["status"], { tone: Tone; icon: IconName }> = {
  connected: { tone: "good", icon: "check" },
  paused: { tone: "warn", icon: "pause" },
  needs_reauth: { tone: "bad", icon: "key-round" },
  restricted: { tone: "bad", icon: "triangle-alert" },
  disconnected: { tone: "neutral", icon: "circle-slash" },
};

/** Whether the number sends, and if not, why. */
export function NumberStatus({ status }: { status: PhoneNumber["status"] }) {
  const t = useTranslations("numbers");
  const { tone, icon } = STATUSES[status];
  return (
    <Chip icon={icon} tone={tone}>
      {t("status", { status })}
    </Chip>
  );
}

const QUALITIES: Record<PhoneNumber["quality_rating"], Tone> = {
  green: "good",
  yellow: "warn",
  red: "bad",
  unknown: "neutral",
};

/** What Meta thinks of the messages that the number sent. */
export function NumberQuality({ quality }: { quality: PhoneNumber["quality_rating"] }) {
  const t = useTranslations("numbers");
  return <Chip tone={QUALITIES[quality]}>{t("quality", { quality })}</Chip>;
}
