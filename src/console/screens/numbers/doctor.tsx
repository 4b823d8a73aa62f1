import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { doctorQuery, type Finding } from "../../api/number-care.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { LongTime } from "../../ui/time.tsx";
import { useRemedy } from "../../ui/use-remedy.ts";
import { useNumberWords } from "./use-number-words.ts";

/** Everything that must hold for a number to send and to receive, looked at when somebody asks; what fails comes with its remedy. */
export function Doctor({ id }: { id: string }) {
  const t = useTranslations("care");
  const words = useNumberWords();
  const query = useQuery(doctorQuery(id));
  const look = () => void query.refetch();
  return (
    <Card
      aside={
        query.data && (
          <span className="text-xs text-ink-3">
            <LongTime at={query.data.checked_at} />
          </span>
        )
      }
      title={t("doctor")}
    >
      <div className="grid gap-4">
        <p className="max-w-2xl text-sm text-ink-2">{t("doctorText")}</p>
        {query.isError && !query.isFetching && (
          <ProblemNote error={query.error} onRetry={look} words={words} />
        )}
        {query.isFetching && <Skeleton className="px-0" lines={3} />}
        {query.data && !query.isFetching && (
          <ul className="divide-y divide-line border-y border-line">
            {query.data.data.map((finding) => (
              <Line finding={finding} key={finding.check} />
            ))}
          </ul>
        )}
        <Button
          busy={query.isFetching}
          className="justify-self-start"
          icon="stethoscope"
          look={query.data ? "plain" : "primary"}
          onClick={look}
        >
          {t(query.isFetching ? "looking" : query.data ? "lookAgain" : "look")}
        </Button>
      </div>
    </Card>
  );
}

const LOOKS: Record<Finding["status"], { readonly tone: Tone; readonly icon: IconName }> = {
  ok: { tone: "good", icon: "check" },
  warning: { tone: "warn", icon: "triangle-alert" },
  failed: { tone: "bad", icon: "circle-alert" },
  unknown: { tone: "neutral", icon: "circle-question-mark" },
};

function Line({ finding }: { finding: Finding }) {
  const t = useTranslations("care");
  const remedyOf = useRemedy();
  const { check, status, detail, remedy_code: code, remedy } = finding;
  const { tone, icon } = LOOKS[status];
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 py-3 text-sm">
      <div className="grid min-w-0 grow basis-64 gap-0.5">
        <span className="font-medium">{t("checked", { check })}</span>
        {code !== null && <span>{remedyOf({ remedy_code: code, remedy: remedy ?? "" })}</span>}
        <span className="text-xs break-words text-ink-3" lang="en">
          {detail}
        </span>
      </div>
      <Chip icon={icon} tone={tone}>
        {t("finding", { status })}
      </Chip>
    </li>
  );
}
