import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import {
  acknowledgeAlert,
  ALERT_KINDS,
  alertsQuery,
  chooseAlerts,
  myAlertsQuery,
  type Alert,
  type AlertKind,
} from "../../api/alerts.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LongTime } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

/** What wanted a person, and of what the person at this screen is told by e-mail. */
export function Alerts() {
  const t = useTranslations("alerts");
  const query = useQuery(alertsQuery);
  const alerts = query.data?.data ?? [];
  return (
    <>
      <Card title={t("title")}>
        {query.isPending && <Skeleton lines={3} />}
        {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && alerts.length === 0 && (
          <p className="text-sm text-ink-2">{t("nothing")}</p>
        )}
        <ul className="divide-y divide-line">
          {alerts.map((alert) => (
            <li className="py-3 first:pt-0 last:pb-0" key={alert.id}>
              <Line alert={alert} />
            </li>
          ))}
        </ul>
      </Card>
      <Mine />
    </>
  );
}

function Line({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const queries = useQueryClient();
  const seeing = useMutation({
    mutationFn: () => acknowledgeAlert(alert.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: alertsQuery.queryKey }),
  });
  const isOpen = alert.acknowledged_at === null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <span className="grid min-w-0 grow basis-52">
        <span className="font-medium">{t("kind", { kind: alert.kind })}</span>
        <span className="text-xs text-ink-3">
          <LongTime at={alert.raised_at} />
        </span>
      </span>
      {isOpen ? (
        <Chip tone={alert.severity === "critical" ? "bad" : "warn"}>
          {t("severity", { severity: alert.severity })}
        </Chip>
      ) : (
        <Chip tone="good">{t("seenTo")}</Chip>
      )}
      {isOpen && may("workspace:write") && (
        <Button busy={seeing.isPending} look="quiet" onClick={() => seeing.mutate()}>
          {t("seeTo")}
        </Button>
      )}
      {seeing.isError && <ProblemNote className="basis-full" error={seeing.error} />}
    </div>
  );
}

function Mine() {
  const t = useTranslations("alerts");
  const queries = useQueryClient();
  const query = useQuery(myAlertsQuery);
  const choosing = useMutation({
    mutationFn: chooseAlerts,
    onSuccess: (chosen) => {
      queries.setQueryData(myAlertsQuery.queryKey, chosen);
      toast(t("chosen"));
    },
  });
  const kinds = query.data?.kinds ?? [];
  const toggle = (kind: AlertKind, isOn: boolean) =>
    choosing.mutate(isOn ? [...kinds, kind] : kinds.filter((one) => one !== kind));
  return (
    <Card title={t("mine")}>
      <p className="mb-3 text-sm text-ink-2">{t("mineText")}</p>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {choosing.isError && <ProblemNote className="mb-3" error={choosing.error} />}
      {query.isSuccess && (
        <ul className="grid gap-1">
          {ALERT_KINDS.map((kind) => (
            <li key={kind}>
              <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
                <input
                  checked={kinds.includes(kind)}
                  className="size-4 shrink-0 accent-accent"
                  disabled={choosing.isPending}
                  onChange={(event) => toggle(kind, event.target.checked)}
                  type="checkbox"
                />
                {t("kind", { kind })}
              </label>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
