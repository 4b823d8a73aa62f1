import { useTranslations } from "use-intl";

import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/cx.ts";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import type { Place } from "./parts.ts";
import type { Finding, Lint } from "./use-lint.ts";

const LOOKS: Record<Finding["severity"], { tone: string; icon: IconName }> = {
  error: { tone: "text-bad", icon: "circle-alert" },
  warning: { tone: "text-warn", icon: "triangle-alert" },
  hint: { tone: "text-info", icon: "info" },
};

/** What Meta's rules say of the text as it stands; each line leads to its field. */
export function LintList({ lint, onJump }: { lint: Lint; onJump: (place: Place) => void }) {
  const t = useTranslations("templates");
  const { findings, isChecking, error } = lint;
  return (
    <Card
      aside={
        <span aria-live="polite" className="text-xs text-ink-3">
          {isChecking ? t("checking") : t("found", { count: findings.length })}
        </span>
      }
      title={t("lint")}
    >
      {error !== null && <ProblemNote error={error} />}
      {findings.length === 0 && error === null ? (
        <p className="flex items-start gap-2 text-sm text-good">
          <Icon className="mt-0.5 shrink-0" name="check" />
          {t("clean")}
        </p>
      ) : (
        <ul aria-busy={isChecking} className="-mx-2 grid">
          {findings.map(({ severity, code, place, title, remedy }, index) => {
            const { tone, icon } = LOOKS[severity];
            return (
              <li key={`${code}${index}`}>
                <button
                  className="flex w-full items-start gap-2 rounded-lg px-2 py-2 text-left text-sm hover:bg-sunken"
                  onClick={() => onJump(place)}
                  type="button"
                >
                  <Icon className={cx("mt-0.5 shrink-0", tone)} name={icon} />
                  <span className="grid gap-0.5">
                    <span className="font-medium">
                      <span className="sr-only">{t("severity", { severity })}: </span>
                      {title}
                    </span>
                    <span className="text-xs text-ink-2">{remedy}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
