import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";

import { familiesOf } from "../../api/event-types.ts";
import { NEWEST, newestEventsQuery } from "../../api/events.ts";
import { newestSeq, onBeat, onEvent } from "../../api/live.ts";
import type { Told } from "../../api/stream-frames.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { INPUT } from "../../ui/field.tsx";
import { useLive } from "../../ui/use-live.ts";
import { EventLine } from "./event-line.tsx";

/** What happens in the workspace, the newest first, as it happens: for whoever builds something upon it. */
export function Events() {
  const t = useTranslations("events");
  const isLive = useLive();
  const { events, query } = useEvents();
  const [type, setType] = useState("");
  const shown = events.filter((one) => type === "" || one.type === type);
  const types = [...new Set(events.map((one) => one.type))]
    .toSorted()
    .map((one) => ({ type: one }));
  return (
    <Card
      aside={
        <Chip icon={isLive ? "activity" : "clock"} tone={isLive ? "good" : "neutral"}>
          {t(isLive ? "live" : "waiting")}
        </Chip>
      }
      title={t("title")}
    >
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="grow text-sm text-ink-2">{t("lead", { count: NEWEST })}</p>
        <select
          aria-label={t("type")}
          className={`${INPUT} h-9 max-w-64`}
          onChange={(event) => setType(event.target.value)}
          value={type}
        >
          <option value="">{t("anyType")}</option>
          {familiesOf(types).map(([family, of]) => (
            <optgroup key={family} label={family}>
              {of.map((one) => (
                <option key={one.type}>{one.type}</option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      {query.isPending && <Skeleton lines={4} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && shown.length === 0 && (
        <p className="text-sm text-ink-2">{t("nothing")}</p>
      )}
      <ol className="divide-y divide-line">
        {shown.map((event) => (
          <li key={event.id}>
            <EventLine event={event} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** The newest that were kept, and before them what comes meanwhile. */
function useEvents() {
  const [upTo, setUpTo] = useState(newestSeq);
  const [come, setCome] = useState<readonly Told[]>([]);
  useEffect(() => onBeat(() => setUpTo((before) => before ?? newestSeq())), []);
  useEffect(() => onEvent((event) => setCome((before) => [event, ...before].slice(0, NEWEST))), []);
  const query = useQuery(newestEventsQuery(upTo));
  const told = new Set(come.map(({ seq }) => seq));
  const kept = (query.data ?? []).filter(({ seq }) => !told.has(seq)).toReversed();
  return { query, events: [...come, ...kept].slice(0, NEWEST) };
}
