import { useFormatter, useTranslations } from "use-intl";

import type { MessageDay } from "../../api/analytics.ts";
import { Card } from "../../ui/card.tsx";

const BARS = [
  ["received", "bg-chart-read"],
  ["sent", "bg-chart-delivered"],
] as const;

const COLUMNS = ["received", "sent", "delivered", "read", "failed"] as const;

/** Messages by day: a pair of bars for each, and the same as a table for whoever does not see them. */
export function Days({ days }: { days: readonly MessageDay[] }) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const top = Math.max(1, ...days.flatMap(({ received, sent }) => [received, sent]));
  const name = (day: string) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), {
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    });
  return (
    <Card
      aside={
        <span className="flex gap-3 text-xs text-ink-2">
          {BARS.map(([what, colour]) => (
            <span className="flex items-center gap-1.5" key={what}>
              <span aria-hidden className={`size-2.5 rounded-sm ${colour}`} />
              {t(what)}
            </span>
          ))}
        </span>
      }
      title={t("byDay")}
    >
      <svg
        aria-hidden
        className="h-40 w-full"
        preserveAspectRatio="none"
        viewBox={`0 0 ${days.length * 10} 100`}
      >
        {days.map(({ day, received, sent }, i) => (
          <g key={day}>
            <title>{`${name(day)}: ${t("received")} ${received}, ${t("sent")} ${sent}`}</title>
            <rect
              className="fill-chart-read"
              height={(received / top) * 96}
              width="3.6"
              x={i * 10 + 1}
              y={100 - (received / top) * 96}
            />
            <rect
              className="fill-chart-delivered"
              height={(sent / top) * 96}
              width="3.6"
              x={i * 10 + 5}
              y={100 - (sent / top) * 96}
            />
          </g>
        ))}
      </svg>
      <div className="mt-1 flex justify-between text-xs text-ink-3">
        <span>{name(days[0]?.day ?? "")}</span>
        <span>{name(days.at(-1)?.day ?? "")}</span>
      </div>
      <details className="mt-3 text-sm">
        <summary className="cursor-pointer text-ink-2">{t("asTable")}</summary>
        <div className="mt-2 max-h-80 overflow-auto">
          <table className="tabular w-full border-collapse text-sm">
            <thead className="text-left text-xs text-ink-2">
              <tr>
                {(["day", ...COLUMNS] as const).map((column) => (
                  <th className="px-2 py-1 font-medium" key={column} scope="col">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {days.toReversed().map((row) => (
                <tr key={row.day}>
                  <th className="px-2 py-1 text-left font-normal" scope="row">
                    {name(row.day)}
                  </th>
                  {COLUMNS.map((column) => (
                    <td className="px-2 py-1" key={column}>
                      {format.number(row[column])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Card>
  );
}
