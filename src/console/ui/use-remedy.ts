import { useTranslations } from "use-intl";

/** What a person can do about a refusal of Meta's: in their language by its code, else in the API's words. */
export function useRemedy(): (error: {
  readonly remedy_code: string;
  readonly remedy: string;
}) => string {
  const t = useTranslations();
  return ({ remedy_code: code, remedy }) => {
    // Safe: `has` tells whether the catalogue holds the key before it is read; the words of remedies come behind those of the inbox.
    const key = `remedies.${code}` as "remedies.new_token";
    return t.has(key) ? t(key) : remedy;
  };
}
