import { useTranslations } from "use-intl";

/** What the codes of AI drafts mean, in the person's language; empty for every other code. */
export function useAiWords(): (code: string) => { title: string; remedy: string } {
  const t = useTranslations("ai");
  return (code) => ({ title: t("faultTitle", { code }), remedy: t("faultRemedy", { code }) });
}
