import { useTranslations } from "use-intl";

import type { Reason } from "./reasons.ts";

/** Reasons with what can be done about each. */
export function SkipList({ reasons }: { reasons: readonly Reason[] }) {
  const t = useTranslations("campaigns");
  if (reasons.length === 0) return null;
  return (
    <ul className="grid gap-2 border-t border-line pt-3">
      {reasons.map(({ reason, count }) => (
        <li className="flex gap-3 text-sm" key={reason}>
          <span className="grow">
            <span className="font-medium">{t("skip", { reason })}</span>
            <span className="block text-xs text-ink-2">{t("skipFix", { reason })}</span>
          </span>
          <span className="tabular whitespace-nowrap text-ink-2">{t("people", { count })}</span>
        </li>
      ))}
    </ul>
  );
}
