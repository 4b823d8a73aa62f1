import { useTranslations } from "use-intl";

/** What a code of the API means and what to do about it, in the person's language; empty where we have no words for it. */
export function useFaultWords(): (code: string) => { title: string; remedy: string } {
  const t = useTranslations();
  return (code) => {
    // Safe: `has` tells whether the catalogue holds the key before it is read.
    const key = `fault.${code}` as "fault.lint_failed";
    return t.has(`${key}.title`)
      ? { title: t(`${key}.title`), remedy: t(`${key}.remedy`) }
      : { title: t("problem.code", { code }), remedy: t("problem.remedy", { code }) };
  };
}
