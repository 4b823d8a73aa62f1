import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import type { Contact } from "../../api/contacts.ts";
import { talksQuery } from "../../api/conversations.ts";
import { may } from "../../api/session.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useSnippet } from "../../ui/message-words.ts";
import { ShortTime } from "../../ui/time.tsx";
import { useNow } from "../../ui/use-now.ts";

const MINUTE_MS = 60_000;

type Talk = NonNullable<ReturnType<typeof useTalks>["data"]>["data"][number];
const useTalks = (id: string) => useQuery({ ...talksQuery(id), enabled: may("inbox:read") });

/** What was said with the person: one talk for each number of ours, campaigns' too. */
export function Talks({ contact }: { contact: Contact }) {
  const t = useTranslations("contact");
  const query = useTalks(contact.id);
  if (!may("inbox:read")) return null;
  return (
    <Card title={t("talks")}>
      {query.isPending && <Skeleton className="px-0" lines={1} />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.data.length === 0 && <p className="text-sm text-ink-2">{t("noTalks")}</p>}
      <ul className="-mx-2 grid">
        {query.data?.data.map((talk) => (
          <Row key={talk.id} talk={talk} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ talk }: { talk: Talk }) {
  const t = useTranslations("contact");
  const now = useNow(MINUTE_MS);
  const snippet = useSnippet(talk.last_message);
  return (
    <li>
      <Link
        className="flex items-center gap-3 rounded-lg px-2 py-2.5 text-sm hover:bg-sunken"
        params={{ id: talk.id }}
        search={{}}
        to="/inbox/$id"
      >
        <Icon className="shrink-0 text-ink-3" name="message-circle" size={18} />
        <bdi className="min-w-0 grow truncate">{snippet}</bdi>
        {talk.status === "resolved" && <Chip>{t("resolved")}</Chip>}
        {talk.window_expires_at === null && <Chip>{t("onlyUs")}</Chip>}
        <span className="text-xs text-ink-3">
          <ShortTime at={talk.last_activity_at} now={now} />
        </span>
      </Link>
    </li>
  );
}
