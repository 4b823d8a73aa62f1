import { useTranslations } from "use-intl";

/** What came of a step, for a person; `refused:window_closed`, `chose yes`, `status 404` say it in two parts. */
export function useOutcomeWords(): (outcome: string) => string {
  const t = useTranslations("runs");
  return (outcome) => {
    const [word = "", ...rest] = outcome.split(/[ :]/);
    const what = rest.join(" ");
    const number = Number(what);
    const told = word === "branch" && Number.isInteger(number) ? String(number + 1) : what;
    // `other` is what the catalogues call all the rest.
    return t("outcome", { word: word === "other" ? "another" : word, what: told }) || outcome;
  };
}
