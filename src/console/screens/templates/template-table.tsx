import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { may } from "../../api/session.ts";
import { textOf, type Template } from "../../api/templates.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLanguageName } from "../../ui/use-language-name.ts";
import { DeleteTemplate } from "./delete-template.tsx";
import type { TemplateGroup } from "./filter.ts";
import { TemplateStanding, TemplateStatus } from "./template-status.tsx";
import { useDuplicate } from "./use-duplicate.ts";

const HEAD = "px-4 py-2.5 text-left text-xs font-medium text-ink-3";
const CELL = "px-4 py-2.5 align-top";

/** A name with the lines of its languages; the languages of a name stand together. */
export function TemplateTable({ groups }: { groups: readonly TemplateGroup[] }) {
  const t = useTranslations("templates");
  const [leaving, setLeaving] = useState<Template | null>(null);
  const mayWrite = may("templates:write");
  return (
    <>
      <table className="w-full border-collapse text-sm">
        <thead className="border-b border-line bg-canvas/60">
          <tr>
            <th className={HEAD}>{t("name")}</th>
            <th className={`${HEAD} max-lg:hidden`}>{t("language")}</th>
            <th className={HEAD}>{t("state")}</th>
            <th className={`${HEAD} max-lg:hidden`}>{t("category")}</th>
            <th className={`${HEAD} max-xl:hidden`}>{t("standing")}</th>
            {mayWrite && (
              <th className={`${HEAD} max-md:hidden`}>
                <span className="sr-only">{t("acts")}</span>
              </th>
            )}
          </tr>
        </thead>
        {groups.map(({ name, languages }) => (
          <tbody className="border-b border-line last:border-0" key={languages[0]?.id}>
            {languages.map((template, at) => (
              <tr className="relative hover:bg-canvas/60" key={template.id}>
                <th className={cx(CELL, "text-left font-normal")} scope="row">
                  {at === 0 ? (
                    <span className="grid gap-0.5">
                      <span className="font-medium wrap-anywhere">{name}</span>
                      <bdi className="line-clamp-1 max-w-md text-xs text-ink-3">
                        {textOf(template.components).body}
                      </bdi>
                    </span>
                  ) : (
                    <span className="sr-only">{name}</span>
                  )}
                  <LanguageChip className="mt-1 lg:hidden" template={template} />
                </th>
                <td className={`${CELL} max-lg:hidden`}>
                  <LanguageChip template={template} />
                </td>
                <td className={CELL}>
                  <TemplateStatus status={template.status} />
                  {template.rejected_reason && (
                    <p className="mt-1 max-w-xs text-xs text-bad">
                      {t("rejected", { reason: template.rejected_reason })}
                    </p>
                  )}
                </td>
                <Rest mayWrite={mayWrite} onDelete={setLeaving} template={template} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      {leaving && <DeleteTemplate onClose={() => setLeaving(null)} template={leaving} />}
    </>
  );
}

function Rest({
  template,
  mayWrite,
  onDelete,
}: {
  template: Template;
  mayWrite: boolean;
  onDelete: (template: Template) => void;
}) {
  const t = useTranslations("templates");
  const categories = useTranslations("template");
  const { mayDuplicate, duplication } = useDuplicate(template);
  const title = `${template.name} ${template.language}`;
  return (
    <>
      <td className={`${CELL} text-ink-2 max-lg:hidden`}>
        {categories("category", { category: template.category })}
      </td>
      <td className={`${CELL} max-xl:hidden`}>
        <TemplateStanding marks={template.marks} quality={template.quality} />
      </td>
      {mayWrite && (
        <td className="px-3 py-1.5 max-md:hidden">
          <span className="relative z-10 flex justify-end">
            {mayDuplicate && (
              <IconButton
                icon="copy"
                label={t("duplicateOf", { title })}
                onClick={() => duplication.mutate()}
              />
            )}
            <IconButton
              icon="trash"
              label={t("deleteOf", { title })}
              onClick={() => onDelete(template)}
            />
          </span>
        </td>
      )}
    </>
  );
}

/** Leads to the template, and lies over its whole line. */
function LanguageChip({ template, className }: { template: Template; className?: string }) {
  const languageName = useLanguageName();
  return (
    <Link
      className={cx(
        "inline-flex h-6 w-fit items-center gap-1 rounded-full border border-line-strong/70 px-2 text-xs font-medium whitespace-nowrap text-ink after:absolute after:inset-0",
        className,
      )}
      params={{ id: template.id }}
      to="/templates/$id"
    >
      <span className="sr-only">{template.name}: </span>
      <Icon name="languages" size={12} />
      {languageName(template.language)}
    </Link>
  );
}
