import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { goTo } from "../../ui/tree-form.tsx";
import type { Findings } from "./use-findings.ts";
import { usePlaceWords } from "./use-place-words.ts";

/** What stands against publishing it; each line leads to its place. */
export function ProblemList({
  findings: { findings, isChecking, isChecked, error },
  definition,
  isDirty,
}: {
  findings: Findings;
  definition: Definition;
  isDirty: boolean;
}) {
  const t = useTranslations("automations");
  const placeWords = usePlaceWords(definition);
  const isClean = isChecked && !isDirty;
  return (
    <Card
      aside={
        <span aria-live="polite" className="text-xs text-ink-3">
          {isChecking ? t("checking") : t("findings", { count: findings.length })}
        </span>
      }
      title={t("check")}
    >
      {error !== null && <ProblemNote error={error} />}
      {findings.length === 0 && error === null && (
        <p className={cx("flex items-start gap-2 text-sm", isClean ? "text-good" : "text-ink-2")}>
          <Icon className="mt-0.5 shrink-0" name={isClean ? "check" : "info"} />
          {t(isClean ? "clean" : "unchecked")}
        </p>
      )}
      <ul className="-mx-2 grid">
        {findings.map(({ severity, pointer, text }, index) => (
          <li key={`${pointer}${index}`}>
            <button
              className="flex w-full items-start gap-2 rounded-lg px-2 py-2 text-left text-sm hover:bg-sunken"
              onClick={() => goTo(pointer)}
              type="button"
            >
              <Icon
                className={cx("mt-0.5 shrink-0", severity === "error" ? "text-bad" : "text-warn")}
                name={severity === "error" ? "circle-alert" : "triangle-alert"}
              />
              <span className="grid min-w-0 gap-0.5">
                <span className="font-medium">
                  <span className="sr-only">{t("severity", { severity })}: </span>
                  {text}
                </span>
                <bdi className="truncate text-xs text-ink-2">{placeWords(pointer)}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {isDirty && findings.length > 0 && (
        <p className="mt-2 text-xs text-ink-3">{t("checkedAsSaved")}</p>
      )}
    </Card>
  );
}
