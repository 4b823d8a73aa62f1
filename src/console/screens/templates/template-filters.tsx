import type { ChangeEvent } from "react";
import { useTranslations } from "use-intl";

import type { Template } from "../../api/templates.ts";
import { Button } from "../../ui/button.tsx";
import { INPUT, TextInput } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useLanguageName } from "../../ui/use-language-name.ts";
import { isFiltered, type TemplateFilter } from "./filter.ts";

/** Narrows the list as it is typed or chosen. Only what some template has can be chosen. */
export function TemplateFilters({
  filter,
  templates,
  onChange,
}: {
  filter: TemplateFilter;
  templates: readonly Template[];
  onChange: (filter: TemplateFilter) => void;
}) {
  const t = useTranslations("templates");
  const categories = useTranslations("template");
  const languageName = useLanguageName();
  const set =
    (key: keyof TemplateFilter) =>
    ({ target: { value } }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
      const { [key]: _, ...rest } = filter;
      onChange(value === "" ? rest : { ...rest, [key]: value });
    };
  const choices = [
    {
      key: "status",
      label: t("state"),
      any: t("anyStatus"),
      word: (status: string) => t("status", { status }),
    },
    {
      key: "category",
      label: t("category"),
      any: t("anyCategory"),
      word: (category: string) => categories("category", { category }),
    },
    { key: "language", label: t("language"), any: t("anyLanguage"), word: languageName },
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
      {choices.map(({ key, label, any, word }) => {
        const values = new Set(templates.map((template) => template[key]));
        if (filter[key] !== undefined) values.add(filter[key] as Template[typeof key]);
        if (values.size < 2 && filter[key] === undefined) return null;
        return (
          <select
            aria-label={label}
            className={`${INPUT} h-11 grow basis-32 md:h-10 md:max-w-44`}
            key={key}
            onChange={set(key)}
            value={filter[key] ?? ""}
          >
            <option value="">{any}</option>
            {[...values].toSorted().map((value) => (
              <option key={value} value={value}>
                {word(value)}
              </option>
            ))}
          </select>
        );
      })}
      {isFiltered(filter) && (
        <Button className="max-md:h-11 md:h-10" icon="x" look="quiet" onClick={() => onChange({})}>
          {t("clear")}
        </Button>
      )}
    </search>
  );
}
