import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, useState, type ReactNode, type RefObject } from "react";
import { useTranslations } from "use-intl";

import { contactsQuery, type ContactSearch } from "../../api/contacts.ts";
import { may } from "../../api/session.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Page } from "../../ui/page.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { BulkTags } from "./bulk-tags.tsx";
import { ContactFilters } from "./contact-filters.tsx";
import { focusContact, focusedContact } from "./contact-row.tsx";
import { ContactTable } from "./contact-table.tsx";
import { NewContact } from "./new-contact.tsx";
import { useSelection } from "./use-selection.ts";

/** Everyone the workspace knows, and what they agreed to. */
export function Contacts() {
  const t = useTranslations();
  const { filter, change } = useFilter();
  const query = useInfiniteQuery(contactsQuery(filter));
  const [isAdding, setAdding] = useState(false);
  const selection = useSelection();
  const box = useRef<HTMLInputElement>(null);
  const contacts = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const mayAdd = may("contacts:write");
  useListKeys(box, (id) => {
    const one = contacts.find((contact) => contact.id === id);
    if (one !== undefined && mayAdd) selection.toggle(one.id);
  });
  const acts = mayAdd && <Acts onAdd={() => setAdding(true)} />;
  return (
    <Page act={acts} lead={t("contacts.lead")} title={t("contacts.title")}>
      <ContactFilters box={box} filter={filter} onChange={change} />
      {query.isError && (
        <ProblemNote className="mb-4" error={query.error} onRetry={() => void query.refetch()} />
      )}
      <section
        aria-busy={query.isPlaceholderData}
        className="overflow-hidden rounded-2xl border border-line bg-surface transition-colors aria-busy:border-accent"
      >
        {query.isPending && <Skeleton />}
        {contacts.length > 0 && (
          <ContactTable contacts={contacts} selection={mayAdd ? selection : null} />
        )}
        {query.isSuccess && contacts.length === 0 && (
          <Nobody acts={acts} onClear={isFiltered ? () => change({}) : null} />
        )}
      </section>
      {query.isSuccess && (
        <More
          count={contacts.length}
          isBusy={query.isFetchingNextPage}
          onMore={query.hasNextPage ? () => void query.fetchNextPage() : null}
        />
      )}
      {selection.ids.size > 0 && <BulkTags selection={selection} />}
      {isAdding && <NewContact onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** The two ways to bring people in. */
function Acts({ onAdd }: { onAdd: () => void }) {
  const t = useTranslations("contacts");
  return (
    <span className="flex flex-wrap justify-end gap-2">
      <Link className={buttonLook()} to="/contacts/import">
        <Icon name="upload" />
        {t("import")}
      </Link>
      <Button icon="plus" look="primary" onClick={onAdd}>
        {t("new")}
      </Button>
    </span>
  );
}

/** No contact yet, or none that the filters let through: `onClear` takes those away. */
function Nobody({ acts, onClear }: { acts: ReactNode; onClear: (() => void) | null }) {
  const t = useTranslations("contacts");
  if (onClear === null)
    return (
      <EmptyState icon="users" text={t("emptyText")} title={t("emptyTitle")}>
        {acts}
      </EmptyState>
    );
  return (
    <EmptyState icon="users" text={t("noneText")} title={t("noneTitle")}>
      <Button onClick={onClear}>{t("clear")}</Button>
    </EmptyState>
  );
}

function More({
  count,
  isBusy,
  onMore,
}: {
  count: number;
  isBusy: boolean;
  onMore: (() => void) | null;
}) {
  const t = useTranslations();
  if (count === 0) return null;
  return (
    <footer className="mt-3 flex items-center justify-between gap-3 px-1 text-sm text-ink-3">
      <span aria-live="polite">{t("contacts.shown", { count })}</span>
      {onMore && (
        <Button busy={isBusy} onClick={onMore}>
          {t("app.more")}
        </Button>
      )}
    </footer>
  );
}

/** `/` looks for somebody, j and k go along the names, x ticks the one that has the focus. */
function useListKeys(
  box: RefObject<HTMLInputElement | null>,
  onTick: (id: string | undefined) => void,
): void {
  useKeys({
    "/": () => box.current?.focus(),
    j: () => focusContact(1),
    k: () => focusContact(-1),
    x: () => onTick(focusedContact()),
  });
}

/** Who is shown: filters in the address, what is looked for in the state of the history. */
function useFilter(): {
  readonly filter: ContactSearch;
  readonly change: (filter: ContactSearch) => void;
} {
  const search = useSearch({ from: "/signed-in/contacts" });
  const q = useLocation({ select: ({ state }) => state.q });
  const navigate = useNavigate({ from: "/contacts" });
  return {
    filter: { ...search, ...(q !== undefined && { q }) },
    change: ({ q: wanted, ...filter }) =>
      void navigate({ search: filter, state: wanted === undefined ? {} : { q: wanted } }),
  };
}
