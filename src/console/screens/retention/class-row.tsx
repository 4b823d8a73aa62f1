import { useId } from "react";
import { useTranslations } from "use-intl";

import type { RetentionClass } from "../../api/retention.ts";
import { may } from "../../api/session.ts";
import { TextInput } from "../../ui/field.tsx";
import { LongTime } from "../../ui/time.tsx";

/** One class of data: what it is, how long it is kept, within which bounds, and what the last sweep took of it. */
export function ClassRow({
  of,
  value,
  isWrong,
  onChange,
}: {
  of: RetentionClass;
  /** Days, as they are written. */
  value: string;
  isWrong: boolean;
  onChange: (days: string) => void;
}) {
  const t = useTranslations("retention");
  const id = useId();
  const { name, min_days: min, max_days: max, default_days: usual } = of;
  const isFixed = min === max;
  const covers = t("covers", { name });
  return (
    <div className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <div className="grid gap-0.5">
        <span className="font-semibold">{t("name", { name })}</span>
        {covers !== "" && <span className="text-ink-2">{covers}</span>}
        <span className="tabular text-xs text-ink-3" id={`${id}-bounds`}>
          {isFixed ? t("fixed") : t("bounds", { min, max, usual })}
        </span>
        {of.last_swept_at !== null && (
          <span className="tabular text-xs text-ink-3">
            {t.rich("swept", {
              count: of.last_swept ?? 0,
              at: () => <LongTime at={of.last_swept_at ?? ""} />,
            })}
          </span>
        )}
      </div>
      {isFixed || !may("privacy:write") ? (
        <span className="tabular font-medium">{t("days", { count: of.days })}</span>
      ) : (
        <div className="grid gap-1">
          <TextInput
            aria-describedby={isWrong ? `${id}-fault` : `${id}-bounds`}
            aria-invalid={isWrong || undefined}
            aria-label={t("daysOf", { name: t("name", { name }) })}
            className="tabular w-28 text-right"
            inputMode="numeric"
            max={max}
            min={min}
            onChange={(event) => onChange(event.target.value)}
            type="number"
            value={value}
          />
          {isWrong && (
            <p className="text-xs text-bad" id={`${id}-fault`} role="alert">
              {t("outside", { min, max })}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
