import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import type { Contact } from "../../api/contacts.ts";
import { timelineQuery, type TimelineEntry } from "../../api/timeline.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useSnippetOf } from "../../ui/message-words.ts";
import { MoreButton } from "../../ui/more-button.tsx";
import { LongTime } from "../../ui/time.tsx";

/** Everything that happened with the person, newest first: messages, campaigns' too, notes, and acts of consent. */
export function Happened({ contact }: { contact: Contact }) {
  const t = useTranslations("timeline");
  const query = useInfiniteQuery(timelineQuery(contact.id));
  const entries = query.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Card title={t("title")}>
      {query.isPending && <Skeleton className="px-0" lines={3} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && entries.length === 0 && (
        <p className="text-sm text-ink-2">{t("empty")}</p>
      )}
      <ol className="divide-y divide-line">
        {entries.map((entry) => (
          <Line entry={entry} key={entry.id} />
        ))}
      </ol>
      <MoreButton className="mt-3" query={query} />
    </Card>
  );
}

const ICONS: Readonly<Record<TimelineEntry["kind"], IconName>> = {
  message: "message-circle",
  consent: "shield-check",
  note: "sticky-note",
};

function Line({ entry }: { entry: TimelineEntry }) {
  const { title, text, talk } = useWords(entry);
  return (
    <li className="flex items-start gap-3 py-2.5 text-sm first:pt-0 last:pb-0">
      <Icon className="mt-0.5 shrink-0 text-ink-3" name={ICONS[entry.kind]} />
      <span className="grid min-w-0 grow gap-0.5">
        <span className="flex flex-wrap items-baseline gap-x-2">
          {talk === null ? (
            <span className="font-medium">{title}</span>
          ) : (
            <Link
              className="font-medium underline-offset-2 hover:underline"
              params={{ id: talk }}
              search={{}}
              to="/inbox/$id"
            >
              {title}
            </Link>
          )}
          <span className="text-xs text-ink-3">
            <LongTime at={entry.at} />
          </span>
        </span>
        {text !== "" && (
          <span className="line-clamp-3 break-words text-ink-2" dir="auto">
            {text}
          </span>
        )}
      </span>
    </li>
  );
}

/** What an entry says, and the talk that it stands in. */
function useWords({ message, consent, note }: TimelineEntry): {
  readonly title: string;
  readonly text: string;
  readonly talk: string | null;
} {
  const t = useTranslations();
  const snippetOf = useSnippetOf();
  if (message !== null) {
    const wrote = t("timeline.message", { direction: message.direction });
    return {
      title: message.campaign_id === null ? wrote : `${wrote} · ${t("timeline.campaign")}`,
      text: snippetOf(message),
      talk: message.conversation_id,
    };
  }
  if (note !== null)
    return { title: t("timeline.note"), text: note.text, talk: note.conversation_id };
  return {
    title: t("contact.did", { action: consent?.action ?? "" }),
    text: t("contact.how", { method: consent?.method ?? "" }),
    talk: null,
  };
}
