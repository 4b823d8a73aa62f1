import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";

import { ledgerQuery, ledgerSummaryQuery, type LedgerEntry } from "../../api/sandbox.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LongTime } from "../../ui/time.tsx";
import { PostStatus } from "./post-status.tsx";

const HEAD = "py-2 pr-4 text-left text-xs font-medium text-ink-3 whitespace-nowrap";
const CELL = "py-2 pr-4 align-top";

const TONES: Record<LedgerEntry["outcome"], Tone> = {
  accepted: "good",
  refused: "bad",
  accepted_response_lost: "warn",
};

/** Everything that was posted to the pretend Meta, newest first, and what it made of it. */
export function Ledger({ numberId }: { numberId: string }) {
  const t = useTranslations("sandbox");
  const format = useFormatter();
  const [told, setTold] = useState<LedgerEntry | null>(null);
  const summary = useQuery(ledgerSummaryQuery(numberId));
  const query = useQuery(ledgerQuery(numberId));
  const entries = query.data ?? [];
  return (
    <Card
      aside={
        summary.data && (
          <span className="tabular text-sm text-ink-2">
            {t("summary", {
              posts: format.number(summary.data.posts),
              accepted: format.number(summary.data.accepted),
            })}
          </span>
        )
      }
      title={t("ledger")}
    >
      {query.isPending && <Skeleton lines={2} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && entries.length === 0 && (
        <p className="text-sm text-ink-2">{t("ledgerEmpty")}</p>
      )}
      {entries.length > 0 && (
        <div
          aria-label={t("ledger")}
          className="relative overflow-x-auto"
          role="group"
          // The table is wider than a phone: it scrolls by itself, also by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable
          tabIndex={0}
        >
          <table className="w-full border-collapse text-sm">
            <thead className="border-b border-line">
              <tr>
                <th className={HEAD}>{t("seq")}</th>
                <th className={HEAD}>{t("to")}</th>
                <th className={HEAD}>{t("what")}</th>
                <th className={HEAD}>{t("outcome")}</th>
                <th className={HEAD}>{t("when")}</th>
                <th className={HEAD}>
                  <span className="sr-only">{t("tell")}</span>
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {entries.map((entry) => (
                <tr key={entry.seq}>
                  <td className={`${CELL} tabular text-ink-3`}>{entry.seq}</td>
                  <td className={`${CELL} tabular`}>
                    <bdi>{entry.to ?? "–"}</bdi>
                  </td>
                  <td className={CELL}>{entry.template ?? entry.type ?? "–"}</td>
                  <td className={CELL}>
                    <Chip tone={TONES[entry.outcome]}>
                      {t("outcomeKind", { outcome: entry.outcome })}
                      {entry.code !== null && ` ${entry.code}`}
                    </Chip>
                  </td>
                  <td className={`${CELL} text-ink-2`}>
                    <LongTime at={entry.at} />
                  </td>
                  <td className="py-1 text-right">
                    {entry.wamid !== null && (
                      <Button
                        aria-label={t("tellOf", { seq: entry.seq })}
                        look="quiet"
                        onClick={() => setTold(entry)}
                      >
                        {t("tell")}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {told && told.wamid !== null && (
        <PostStatus numberId={numberId} onClose={() => setTold(null)} wamid={told.wamid} />
      )}
    </Card>
  );
}
