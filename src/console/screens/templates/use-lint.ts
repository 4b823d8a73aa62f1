import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { lintQuery, type LintProblem } from "../../api/templates.ts";
import { useSettled } from "../../ui/use-settled.ts";
import { draftOf, placeAt, type Parts, type Place } from "./parts.ts";

/** While somebody types, nothing is asked. */
const TYPING_MS = 400;

/** Something that is wrong, with the field where it is. */
export interface Finding {
  readonly severity: LintProblem["severity"];
  readonly code: string;
  readonly place: Place;
  /** In the person's language where we have words for it, else in the API's. */
  readonly title: string;
  readonly remedy: string;
}

export interface Lint {
  readonly findings: readonly Finding[];
  readonly errors: readonly Finding[];
  /** The findings are of a text that has changed since. */
  readonly isChecking: boolean;
  readonly error: unknown;
}

const ORDER: readonly LintProblem["severity"][] = ["error", "warning", "hint"];

/** What Meta would say of the form as it stands: errors first. */
export function useLint(parts: Parts): Lint {
  const t = useTranslations("templates");
  const draft = draftOf(parts);
  const settled = useSettled(draft, TYPING_MS);
  const query = useQuery({ ...lintQuery(settled), enabled: settled.language !== "" });
  const own: Finding[] = [
    ...(parts.name === "" ? (["name"] as const) : []),
    ...(parts.language === "" ? (["language"] as const) : []),
  ].map((place) => ({
    severity: "error",
    code: `${place}_missing`,
    place,
    title: t("lintTitle", { code: `${place}_missing` }),
    remedy: t("lintRemedy", { code: `${place}_missing` }),
  }));
  const found = (parts.language === "" ? [] : (query.data?.problems ?? [])).map(
    ({ severity, code, pointer, message, remedy }): Finding => ({
      severity,
      code,
      place: placeAt(pointer, parts),
      title: t("lintTitle", { code }) || message,
      remedy: t("lintRemedy", { code }) || remedy,
    }),
  );
  const findings = [...own, ...found].toSorted(
    (one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity),
  );
  return {
    findings,
    errors: findings.filter(({ severity }) => severity === "error"),
    isChecking:
      query.isFetching ||
      (draft.language !== "" && JSON.stringify(settled) !== JSON.stringify(draft)),
    error: query.error,
  };
}
