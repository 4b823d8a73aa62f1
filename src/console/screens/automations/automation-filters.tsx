import type { ChangeEvent } from "react";
import { useTranslations } from "use-intl";

import { Button } from "../../ui/button.tsx";
import { INPUT, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { isFiltered, type AutomationFilter } from "./filter.ts";

const KINDS = ["rule", "flow"] as const;
const STATUSES = ["published", "draft", "disabled"] as const;

/** Narrows the list as it is typed or chosen. */
export function AutomationFilters({
  filter,
  onChange,
}: {
  filter: AutomationFilter;
  onChange: (filter: AutomationFilter) => void;
}) {
  const t = useTranslations("automations");
  const set =
    (key: keyof AutomationFilter) =>
    ({ target: { value } }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
      const { [key]: _, ...rest } = filter;
      onChange(value === "" ? rest : { ...rest, [key]: value });
    };
  const choices = [
    {
      key: "kind",
      label: t("kindLabel"),
      any: t("anyKind"),
      options: KINDS.map((kind) => [kind, t("kind", { kind })] as const),
    },
    {
      key: "status",
      label: t("state"),
      any: t("anyStatus"),
      options: STATUSES.map((status) => [status, t("status", { status })] as const),
    },
  ] as const;
  return (
    <search className="mb-4 flex flex-wrap gap-2">
      <span className="relative min-w-48 grow basis-full md:basis-0">
        <Icon className="absolute top-3.5 left-3 text-ink-3 md:top-3" name="search" />
        <TextInput
          aria-label={t("find")}
          className="pl-9"
          onChange={set("name")}
          placeholder={t("find")}
          type="search"
          value={filter.name ?? ""}
        />
      </span>
      {choices.map(({ key, label, any, options }) => (
        <select
          aria-label={label}
          className={`${INPUT} h-11 grow basis-32 md:h-10 md:max-w-44`}
          key={key}
          onChange={set(key)}
          value={filter[key] ?? ""}
        >
          <option value="">{any}</option>
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      ))}
      {isFiltered(filter) && (
        <Button className="max-md:h-11 md:h-10" icon="x" look="quiet" onClick={() => onChange({})}>
          {t("clear")}
        </Button>
      )}
    </search>
  );
}
