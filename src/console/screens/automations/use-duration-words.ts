import { useTranslations } from "use-intl";

const UNITS = [
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
] as const;

/** A length of time in the largest unit in which it is a whole number. */
export function useDurationWords(): (seconds: number) => string {
  const t = useTranslations("automations");
  return (seconds) => {
    const [unit, size] = UNITS.find(([, one]) => seconds >= one && seconds % one === 0) ?? UNITS[3];
    return t(unit, { count: seconds / size });
  };
}

/** The units of time by their names, for a field. */
export function useUnits() {
  const t = useTranslations("automations");
  return { s: t("unit_s"), min: t("unit_min"), h: t("unit_h"), d: t("unit_d") };
}
