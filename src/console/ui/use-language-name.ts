import { useLocale } from "use-intl";

/** What a language is called in the console's own, by Meta's code (`pt_BR`); the code itself where there is no name. */
export function useLanguageName(): (code: string) => string {
  const locale = useLocale();
  return (code) => {
    try {
      return (
        new Intl.DisplayNames(locale, { type: "language" }).of(code.replaceAll("_", "-")) ?? code
      );
    } catch {
      return code;
    }
  };
}
