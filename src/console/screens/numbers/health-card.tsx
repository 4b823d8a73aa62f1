import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { healthQuery, type Health } from "../../api/number-care.ts";
import { Card } from "../../ui/card.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { LongTime } from "../../ui/time.tsx";
import { useNumberWords } from "./use-number-words.ts";

type Ability = Health["can_send_message"];
const TONES: Record<Ability, Tone> = {
  available: "good",
  limited: "warn",
  blocked: "bad",
  unknown: "neutral",
};

/** What sending depends on, and what Meta says is wrong with it. */
export function HealthCard({ id }: { id: string }) {
  const t = useTranslations("care");
  const words = useNumberWords();
  const query = useQuery(healthQuery(id));
  const health = query.data;
  return (
    <Card
      aside={
        health && (
          <span className="text-xs text-ink-3">
            <LongTime at={health.checked_at} />
          </span>
        )
      }
      title={t("health")}
    >
      {query.isPending && <Skeleton className="px-0" lines={2} />}
      {query.isError && (
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} words={words} />
      )}
      {health && (
        <ul className="divide-y divide-line border-y border-line">
          {health.entities.map((entity) => (
            <li className="grid gap-1.5 py-3 text-sm" key={`${entity.type} ${entity.meta_id}`}>
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="grow font-medium">{t("entity", { type: entity.type })}</span>
                <span className="tabular text-xs text-ink-3">{entity.meta_id}</span>
                <Can ability={entity.can_send_message} />
              </span>
              {entity.problems.map(({ code, description, solution }) => (
                <span className="grid text-ink-2" key={code} lang="en">
                  <span>{description}</span>
                  <span className="text-xs">{solution}</span>
                </span>
              ))}
            </li>
          ))}
          <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-3 text-sm">
            <span className="grow font-medium">{t("altogether")}</span>
            <Can ability={health.can_send_message} />
          </li>
        </ul>
      )}
    </Card>
  );
}

function Can({ ability }: { ability: Ability }) {
  const t = useTranslations("care");
  return <Chip tone={TONES[ability]}>{t("ability", { ability })}</Chip>;
}
