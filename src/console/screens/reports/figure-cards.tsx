import { useFormatter, useTranslations } from "use-intl";

import type { Overview } from "../../api/analytics.ts";
import { useWait } from "./use-wait.ts";

/** The figures that a day is judged by. */
export function FigureCards({ overview }: { overview: Overview }) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const wait = useWait();
  const share = (part: number) =>
    overview.sent === 0 ? "–" : format.number(part / overview.sent, { style: "percent" });
  const figures = [
    [
      "received",
      format.number(overview.received),
      t("conversations", { count: overview.conversations }),
    ],
    ["sent", format.number(overview.sent), t("failedOf", { count: overview.failed })],
    ["delivered", share(overview.delivered), t("ofSent")],
    ["read", share(overview.read), t("ofSent")],
    ["wait", wait(overview.p50_seconds), t("nineOfTen", { time: wait(overview.p90_seconds) })],
    ["optOuts", format.number(overview.opt_outs), t("optIns", { count: overview.opt_ins })],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      {figures.map(([name, value, beside]) => (
        <div className="rounded-2xl border border-line bg-surface p-4" key={name}>
          <dt className="text-xs font-medium text-ink-2">{t(name)}</dt>
          <dd className="tabular mt-1 text-2xl font-semibold tracking-tight">{value}</dd>
          <dd className="mt-0.5 text-xs text-ink-3">{beside}</dd>
        </div>
      ))}
    </dl>
  );
}
