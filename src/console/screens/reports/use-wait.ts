import { useTranslations } from "use-intl";

/** A wait in its largest unit, e.g. `12 min`; a dash when there is none. */
export function useWait(): (seconds: number | null) => string {
  const t = useTranslations("reports");
  return (seconds) => {
    if (seconds === null) return "–";
    if (seconds < 90) return t("seconds", { count: seconds });
    if (seconds < 5_400) return t("minutes", { count: Math.round(seconds / 60) });
    return t("hours", { count: Math.round(seconds / 3_600) });
  };
}
