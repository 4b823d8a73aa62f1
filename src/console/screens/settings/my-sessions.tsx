import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { endMySession, mySessionsQuery, type MySession } from "../../api/account.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { deviceOf } from "../../ui/device.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LongTime } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

/** Where the person is signed in, this device marked; any other can be ended. */
export function MySessions() {
  const t = useTranslations("account");
  const query = useQuery(mySessionsQuery);
  return (
    <Card title={t("sessions")}>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <ul className="divide-y divide-line">
        {query.data?.data.map((session) => (
          <li className="py-3 first:pt-0 last:pb-0" key={session.id}>
            <Line session={session} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Line({ session }: { session: MySession }) {
  const t = useTranslations("account");
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endMySession(session.id),
    onSuccess: () => toast(t("sessionEnded")),
    onSettled: () => queries.invalidateQueries({ queryKey: mySessionsQuery.queryKey }),
  });
  const { program, system } = deviceOf(session.user_agent);
  const known = program ?? t("unknownDevice");
  const device = system === undefined ? known : t("device", { program: known, system });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      <span className="grid min-w-0 grow basis-52">
        <bdi className="font-medium">{device}</bdi>
        <span className="text-xs text-ink-3">
          {session.ip !== null && (
            <>
              <bdi className="break-all">{session.ip}</bdi>
              {" · "}
            </>
          )}
          {t.rich("lastSeen", { time: () => <LongTime at={session.last_used_at} /> })}
        </span>
      </span>
      {session.current ? (
        <Chip tone="good">{t("thisDevice")}</Chip>
      ) : (
        <Button
          aria-label={t("endOf", { device })}
          busy={ending.isPending}
          look="quiet"
          onClick={() => ending.mutate()}
        >
          {t("end")}
        </Button>
      )}
      {ending.isError && <ProblemNote className="basis-full" error={ending.error} />}
    </div>
  );
}
