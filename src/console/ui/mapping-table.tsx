import { useTranslations } from "use-intl";

import { INPUT } from "./field.tsx";

interface Line {
  readonly key: number;
  readonly name: string;
  readonly examples: readonly string[];
  readonly target: string;
}

/** Columns of a list beside what each becomes, with values that are in it. */
export function MappingTable({
  lines,
  targets,
  onChange,
}: {
  lines: readonly Line[];
  targets: readonly { readonly value: string; readonly label: string }[];
  onChange: (key: number, target: string) => void;
}) {
  const t = useTranslations("mapping");
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <thead className="border-b border-line text-left text-xs text-ink-3">
        <tr>
          <th className="py-2 pr-4 font-medium">{t("column")}</th>
          <th className="hidden py-2 pr-4 font-medium sm:table-cell">{t("examples")}</th>
          <th className="py-2 font-medium">{t("becomes")}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {lines.map(({ key, name, examples, target }) => (
          <tr key={key}>
            <th className="py-2 pr-4 text-left font-medium" scope="row">
              <bdi className="block truncate">{name}</bdi>
              <bdi className="block truncate text-xs font-normal text-ink-3 sm:hidden">
                {examples[0]}
              </bdi>
            </th>
            <td className="hidden py-2 pr-4 text-ink-2 sm:table-cell">
              <bdi className="block truncate">{examples.join(" · ")}</bdi>
            </td>
            <td className="py-2">
              <select
                aria-label={t("becomesOf", { name })}
                className={`${INPUT} h-10 md:h-9`}
                onChange={(event) => onChange(key, event.target.value)}
                value={target}
              >
                {targets.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
