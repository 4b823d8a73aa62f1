import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";

import {
  FIRST_VIEW,
  INBOX_VIEWS,
  inboxCountsQuery,
  type InboxFilter,
  type InboxView,
} from "../../api/conversations.ts";

/** The counter of each view that has one. */
const COUNTED = {
  needs_reply: "needs_reply",
  unread: "unread",
  mine: "mine",
  unassigned: "unassigned",
  all: "has_written",
} as const;

const isCounted = (view: InboxView): view is keyof typeof COUNTED => Object.hasOwn(COUNTED, view);

/** Which talks are shown, and how many each view holds as far as the API counts them. */
export function Views({ filter }: { filter: InboxFilter }) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  const navigate = useNavigate();
  const { data: counts } = useQuery(inboxCountsQuery(filter.number));
  const { view = FIRST_VIEW, silent: _silent, ...narrower } = filter;
  const countOf = (one: InboxView): string | null => {
    // What is narrowed to a tag or a priority is not counted.
    const isNarrowed = filter.tag !== undefined || filter.priority !== undefined;
    if (counts === undefined || isNarrowed || !isCounted(one)) return null;
    const { count, count_is: is } =
      one === "all" && filter.silent ? counts.all : counts[COUNTED[one]];
    return count === 0 ? null : format.number(count) + (is === "at_least" ? "+" : "");
  };
  return (
    <nav aria-label={t("filter")} className="border-b border-line px-3 pb-2.5">
      <ul className="-mx-1 flex flex-wrap gap-0.5 p-1">
        {INBOX_VIEWS.map((one) => (
          <li key={one}>
            <button
              aria-current={one === view ? "true" : undefined}
              className="flex h-9 items-center gap-1.5 rounded-full px-2.5 text-sm font-medium whitespace-nowrap text-ink-2 hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:text-accent-strong md:h-8 md:px-2 md:text-xs"
              onClick={() => void navigate({ to: "/inbox", search: { ...narrower, view: one } })}
              type="button"
            >
              {t(one)}
              {countOf(one) !== null && (
                <span className="tabular text-xs font-semibold">{countOf(one)}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
