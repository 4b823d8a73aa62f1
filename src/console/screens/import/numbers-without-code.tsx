import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { defaultCountryOf, setDefaultCountry, workspaceQuery } from "../../api/workspace.ts";
import { Card } from "../../ui/card.tsx";
import { countriesIn, countryHere } from "../../ui/countries.ts";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, INPUT } from "../../ui/field.tsx";
import { hasCountryCode } from "./check-rows.ts";
import { looksLikePhone } from "./columns.ts";
import type { Draft } from "./import.tsx";

/** A number of this many digits or more seems to begin with its country code. */
const LONG = 12;
const PLUS = "plus";

/** How the numbers without a leading plus are to be read, and how many there are. */
export function useNumbers(draft: Draft, onChange: (draft: Draft) => void) {
  const queries = useQueryClient();
  const known = useQuery({
    ...workspaceQuery,
    enabled: may("workspace:read"),
    select: defaultCountryOf,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const column = draft.columns.find(({ target }) => target === "phone");
  const bare =
    column === undefined
      ? []
      : draft.list.rows
          .slice(Number(draft.isNamed))
          .map(({ cells }) => cells[column.index] ?? "")
          .filter((text) => looksLikePhone(text) && !hasCountryCode(text));
  const areLong =
    bare.filter((text) => text.replace(/\D/g, "").length >= LONG).length * 2 > bare.length;
  // Only what is known is chosen beforehand: a wrong country makes other people's numbers of these.
  const guess = areLong ? PLUS : (known.data ?? "");
  const value = chosen ?? guess;
  const saving = useMutation({
    mutationFn: setDefaultCountry,
    onSuccess: (workspace) => queries.setQueryData(workspaceQuery.queryKey, workspace),
  });
  return {
    count: bare.length,
    example: bare[0] ?? "",
    value,
    choose: setChosen,
    isMissing: isAsked && value === "" && bare.length > 0,
    isSaving: saving.isPending,
    problem: saving.error,
    current: known.data ?? null,
    /** Keep what was chosen. @returns whether the numbers can be read now. */
    settle: async (): Promise<boolean> => {
      setAsked(true);
      if (bare.length > 0 && value === "" && may("workspace:write")) return false;
      const isCountry = value !== "" && value !== PLUS;
      if (bare.length > 0 && isCountry && value !== known.data)
        try {
          await saving.mutateAsync(value);
        } catch {
          return false;
        }
      onChange({
        ...draft,
        reading:
          value === PLUS
            ? { kind: "plus" }
            : { kind: "country", country: value === "" ? null : value },
      });
      return true;
    },
  };
}

/** Asks for the country of numbers that do not say theirs. */
export function NumbersWithoutCode({ numbers }: { numbers: ReturnType<typeof useNumbers> }) {
  const t = useTranslations("import");
  const locale = useLocale();
  const all = useTranslations();
  if (numbers.count === 0) return null;
  const countries = countriesIn(locale);
  const here = countries.filter(({ code }) => code === countryHere());
  const shown = may("workspace:write")
    ? [...here, ...countries.filter((country) => !here.includes(country))]
    : countries.filter(({ code }) => code === numbers.current);
  return (
    <Card title={t("bareTitle")}>
      <div className="grid gap-3">
        <p className="text-sm text-ink-2">
          {t("bareText", { count: numbers.count, example: numbers.example })}
        </p>
        <Field
          error={numbers.isMissing ? all("contacts.required") : undefined}
          hint={may("workspace:write") ? t("countryHint") : t("countryAsk")}
          label={t("country")}
        >
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-11 md:h-10`}
              onChange={(event) => numbers.choose(event.target.value)}
              value={numbers.value}
            >
              <option value="">{t("countryNone")}</option>
              <option value={PLUS}>{t("countryPlus")}</option>
              {shown.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        {numbers.problem !== null && <ProblemNote error={numbers.problem} />}
      </div>
    </Card>
  );
}
