import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { fieldsQuery } from "../../api/fields.ts";
import type { Import } from "../../api/imports.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Day } from "../../ui/time.tsx";

/** What each column became, the tags, and what was declared of consent. */
export function HowRead({ one }: { one: Import }) {
  const t = useTranslations();
  const fields = useQuery(fieldsQuery);
  const wordsOf = (to: string): string => {
    const key = to.startsWith("fields.") ? to.slice("fields.".length) : null;
    if (key === null) return t("import.target", { target: to === "ignore" ? "skip" : to });
    const label = fields.data?.data.find((field) => field.key === key)?.label ?? key;
    return t("import.fieldTarget", { label });
  };
  const { consent } = one;
  return (
    <Card title={t("import.howRead")}>
      <div className="grid gap-4 text-sm">
        <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          {one.columns.map(({ header, to }, index) => (
            <div className="contents" key={index}>
              <dt className="truncate text-ink-3">
                <bdi>{header}</bdi>
              </dt>
              <dd className={to === "ignore" ? "text-ink-3" : ""}>{wordsOf(to)}</dd>
            </div>
          ))}
        </dl>
        {one.tags.length > 0 && (
          <p className="flex flex-wrap gap-1">
            {one.tags.map((tag) => (
              <Chip icon="tag" key={tag}>
                <bdi>{tag}</bdi>
              </Chip>
            ))}
          </p>
        )}
        <p className="text-ink-2">{t("import.onConflict", { on: one.on_conflict })}</p>
        {consent !== null && (
          <section aria-label={t("import.declaration")} className="grid gap-1">
            <h3 className="font-medium">{t("import.declaration")}</h3>
            <q className="written">{consent.statement}</q>
            <p className="text-ink-2">
              <bdi>{consent.declared_by}</bdi> · <bdi>{consent.source}</bdi>
              {consent.captured_at !== null && (
                <>
                  {" · "}
                  <Day at={consent.captured_at} />
                </>
              )}
            </p>
          </section>
        )}
      </div>
    </Card>
  );
}
