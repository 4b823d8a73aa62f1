import { useTranslations } from "use-intl";

import type { Template } from "../../api/templates.ts";
import { ListFilters } from "../../ui/list-filters.tsx";
import { useLanguageName } from "../../ui/use-language-name.ts";
import type { TemplateFilter } from "./filter.ts";

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
  const offered = choices.flatMap(({ word, ...choice }) => {
    const chosen = filter[choice.key];
    const values = new Set<string>(templates.map((template) => template[choice.key]));
    if (chosen !== undefined) values.add(chosen);
    if (values.size < 2 && chosen === undefined) return [];
    const options = [...values].toSorted().map((value) => [value, word(value)] as const);
    return [{ ...choice, options }];
  });
  return (
    <ListFilters
      choices={offered}
      clear={t("clear")}
      filter={filter}
      find={t("find")}
      onChange={onChange}
    />
  );
}
