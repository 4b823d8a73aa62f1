import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { problemsQuery } from "../../api/automations.ts";
import type { Fault } from "../../ui/tree-form.tsx";
import type { Draft } from "./use-draft.ts";

/** What is wrong with the draft: what kept it from being saved, else what the check found of it as it was saved last. */
export function useFindings(draft: Draft): {
  readonly findings: readonly (Fault & { readonly code: string })[];
  readonly isChecking: boolean;
  readonly isChecked: boolean;
  readonly error: unknown;
} {
  const t = useTranslations("automations");
  const { id = "", base, refusals } = draft;
  const query = useQuery({ ...problemsQuery(id, base?.etag), enabled: id !== "" });
  const own = refusals.map((one) => ({ ...one, severity: "error" as const }));
  const found = query.data?.problems ?? [];
  return {
    findings: [...own, ...(own.length > 0 ? [] : found)].map(
      ({ pointer, severity, code, message }) => ({
        pointer,
        severity,
        code,
        text:
          code === "test_failed"
            ? t("testFailed", { message })
            : t("found", { code: isWay(code, pointer) ? "missing_step" : code }) || message,
      }),
    ),
    isChecking: query.isFetching,
    isChecked: query.isSuccess && own.length === 0,
    error: query.error,
  };
}
/** A way that leads nowhere yet is refused as a name that is none. */
const isWay = (code: string, pointer: string): boolean =>
  code === "invalid_name" && pointer.endsWith("/next");

export type Findings = ReturnType<typeof useFindings>;
