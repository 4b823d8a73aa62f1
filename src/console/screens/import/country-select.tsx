import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { defaultCountryOf, workspaceQuery } from "../../api/workspace.ts";
import { countriesIn, countryHere } from "../../ui/countries.ts";
import { Field, INPUT } from "../../ui/field.tsx";

/** The country of numbers that do not say theirs; the workspace's unless another is chosen. */
export function CountrySelect({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (country: string | null) => void;
}) {
  const t = useTranslations("import");
  const locale = useLocale();
  const known = useQuery({
    ...workspaceQuery,
    enabled: may("workspace:read"),
    select: defaultCountryOf,
  });
  const countries = countriesIn(locale);
  const here = countries.filter(({ code }) => code === countryHere());
  return (
    <Field hint={t("countryHint")} label={t("country")}>
      {(attributes) => (
        <select
          {...attributes}
          className={`${INPUT} h-11 max-w-80 md:h-10`}
          onChange={(event) => onChange(event.target.value || null)}
          value={value ?? known.data ?? ""}
        >
          {/* Where the workspace has a country, numbers are read by it if no other is chosen. */}
          {typeof known.data !== "string" && <option value="">{t("countryNone")}</option>}
          {[...here, ...countries.filter((country) => !here.includes(country))].map(
            ({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ),
          )}
        </select>
      )}
    </Field>
  );
}
