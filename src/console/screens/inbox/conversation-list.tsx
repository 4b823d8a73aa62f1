import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { FIRST_VIEW, type ConversationPage, type InboxFilter } from "../../api/conversations.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { ConversationRow } from "./conversation-row.tsx";

/** The talks of a view, newest first. */
export function ConversationList({
  filter,
  query,
}: {
  filter: InboxFilter;
  query: UseInfiniteQueryResult<InfiniteData<ConversationPage>>;
}) {
  const t = useTranslations();
  const conversations = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const { view = FIRST_VIEW } = filter;
  return (
    <div className="min-h-0 grow overflow-y-auto">
      {query.isPending && <Skeleton />}
      {query.isError && (
        <ProblemNote className="m-3" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && conversations.length === 0 && !query.hasNextPage && (
        <EmptyState
          icon="square-check-big"
          text={t("inbox.emptyText")}
          title={t("inbox.emptyTitle")}
        />
      )}
      <ul>
        {conversations.map((conversation) => (
          <ConversationRow conversation={conversation} filter={filter} key={conversation.id} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="grid p-3">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("app.more")}
          </Button>
        </div>
      )}
      {view === "all" && <Silent filter={filter} />}
    </div>
  );
}

/** Whether talks in which only we have written are shown too. */
function Silent({ filter }: { filter: InboxFilter }) {
  const t = useTranslations("inbox");
  const navigate = useNavigate();
  const { silent, ...narrower } = filter;
  return (
    <label className="flex cursor-pointer items-center gap-2.5 px-4 py-3 text-xs text-ink-2">
      <input
        checked={silent === true}
        className="size-4 accent-accent"
        onChange={(event) =>
          void navigate({
            to: ".",
            search: {
              ...narrower,
              view: "all" as const,
              ...(event.target.checked && { silent: true as const }),
            },
          })
        }
        type="checkbox"
      />
      {t("silent")}
    </label>
  );
}
