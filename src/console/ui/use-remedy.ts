import { useTranslations } from "use-intl";

/** What a person can do about a refusal of Meta's: in their language by its code, else in the API's words. */
export function useRemedy(): (error: {
  readonly remedy_code: string;
  readonly remedy: string;
}) => string {
  const t = useTranslations("remedy");
  return ({ remedy_code: code, remedy }) => t("of", { code }) || remedy;
}
