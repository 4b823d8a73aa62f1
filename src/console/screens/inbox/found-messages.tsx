import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { contactQuery } from "../../api/contacts.ts";
import { timeOf } from "../../api/conversations.ts";
import { messageSearchQuery, type Found } from "../../api/search.ts";
import { may } from "../../api/session.ts";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { markedParts } from "../../ui/marked.ts";
import { ShortTime } from "../../ui/time.tsx";
import { useNow } from "../../ui/use-now.ts";

const MINUTE_MS = 60_000;

/** What was said that holds the words; pressing one opens its talk at that message. */
export function FoundMessages({ q, onOpen }: { q: string; onOpen: () => void }) {
  const t = useTranslations("desk");
  const query = useQuery(messageSearchQuery(q));
  const found = query.data?.data ?? [];
  return (
    <section aria-label={t("foundMessages")}>
      <h2 className="px-4 pt-4 pb-1 text-xs font-medium text-ink-3">{t("foundMessages")}</h2>
      {query.isLoading && <Skeleton lines={2} />}
      {query.isError && (
        <ProblemNote className="m-3" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && found.length === 0 && (
        <p className="px-4 py-3 text-sm text-ink-2">{t("noMessages")}</p>
      )}
      <ul>
        {found.map((one) => (
          <Line found={one} key={one.message?.id} onOpen={onOpen} q={q} />
        ))}
      </ul>
    </section>
  );
}

function Line({
  found: { message, conversation_id: conversation, excerpt },
  q,
  onOpen,
}: {
  found: Found;
  q: string;
  onOpen: () => void;
}) {
  const t = useTranslations("contacts");
  const now = useNow(MINUTE_MS);
  const person = useQuery({
    ...contactQuery(message?.contact_id ?? ""),
    enabled: message !== null && may("contacts:read"),
  }).data;
  if (message === null || conversation === null) return null;
  return (
    <li className="border-b border-line/70">
      <Link
        className="grid gap-0.5 px-4 py-3 -outline-offset-2 hover:bg-canvas"
        onClick={onOpen}
        params={{ id: conversation }}
        search={(same) => same}
        state={{ message: message.id }}
        to="/inbox/$id"
      >
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 grow truncate text-sm font-semibold">
            {person?.name ?? person?.phone ?? t("noName")}
          </bdi>
          <span className="text-xs text-ink-3">
            <ShortTime at={timeOf(message)} now={now} />
          </span>
        </span>
        <span className="flex items-start gap-1.5 text-sm text-ink-2">
          {message.direction === "outbound" && (
            <Icon className="mt-1 shrink-0" name="corner-up-left" size={13} />
          )}
          <bdi className="line-clamp-2 min-w-0">
            {markedParts(excerpt ?? "", q).map((part, index) =>
              part.isFound ? (
                <mark className="rounded bg-accent-soft text-accent-strong" key={index}>
                  {part.text}
                </mark>
              ) : (
                part.text
              ),
            )}
          </bdi>
        </span>
      </Link>
    </li>
  );
}
