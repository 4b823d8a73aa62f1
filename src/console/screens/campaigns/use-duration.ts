import { useTranslations } from "use-intl";

/** About how long something takes, in the largest unit that says it. */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations("wizard");
  return (seconds) => {
    if (seconds < 60) return t("underMinute");
    return seconds < 5400
      ? t("minutes", { count: Math.round(seconds / 60) })
      : t("hours", { count: Math.round(seconds / 3600) });
  };
}
