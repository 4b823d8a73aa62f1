import { useTranslations } from "use-intl";

/** Why a row was refused, in words: ours for the codes that we know, the API's for the rest. */
export function useReason() {
  const t = useTranslations();
  return ({ code, message = "", of }: { code: string; message?: string; of?: number }): string => {
    if (code === "twice" && of !== undefined) return t("import.sameAs", { line: of });
    return (
      t("import.reason", { code }) ||
      t("problem.field", { code }) ||
      t("problem.code", { code }) ||
      message
    );
  };
}
