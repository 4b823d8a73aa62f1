import { useTranslations } from "use-intl";

/** What the acts on numbers may be refused for, in the person's language; empty for every other code. */
export function useNumberWords(): (code: string) => { title: string; remedy: string } {
  const t = useTranslations("numbers");
  return (code) => ({ title: t("code", { code }), remedy: t("remedyOf", { code }) });
}
