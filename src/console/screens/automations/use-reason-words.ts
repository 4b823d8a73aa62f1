import { useTranslations } from "use-intl";

/** Why a run ended, for a person; a word of the API's that we do not know is shown as it came. */
export function useReasonWords(): (reason: string) => string {
  const t = useTranslations("runs");
  return (reason) => t("reason", { reason }) || reason;
}
