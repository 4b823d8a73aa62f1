import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { contactsQuery } from "../../api/contacts.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { Page } from "../../ui/page.tsx";
import { ContactFilters } from "./contact-filters.tsx";
import { ContactTable } from "./contact-table.tsx";
import { NewContact } from "./new-contact.tsx";

/** Everyone the workspace knows, and what they agreed to. */
export function Contacts() {
  const t = useTranslations();
  const filter = useSearch({ from: "/signed-in/contacts" });
  const navigate = useNavigate({ from: "/contacts" });
  const query = useInfiniteQuery(contactsQuery(filter));
  const [isAdding, setAdding] = useState(false);
  const contacts = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const clear = () => void navigate({ search: {} });
  const addButton = may("contacts:write") && (
    <Button icon="plus" look="primary" onClick={() => setAdding(true)}>
      {t("contacts.new")}
    </Button>
  );
  return (
    <Page act={addButton} lead={t("contacts.lead")} title={t("contacts.title")}>
      <ContactFilters filter={filter} onChange={(search) => void navigate({ search })} />
      <section className="overflow-hidden rounded-2xl border border-line bg-surface">
        {query.isPending && <Skeleton />}
        {query.isError && (
          <ProblemNote className="m-4" error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && contacts.length === 0 && (
          <EmptyState
            icon="users"
            text={t(isFiltered ? "contacts.noneText" : "contacts.emptyText")}
            title={t(isFiltered ? "contacts.noneTitle" : "contacts.emptyTitle")}
          >
            {isFiltered ? <Button onClick={clear}>{t("contacts.clear")}</Button> : addButton}
          </EmptyState>
        )}
        {contacts.length > 0 && <ContactTable contacts={contacts} />}
      </section>
      {contacts.length > 0 && (
        <footer className="mt-3 flex items-center justify-between gap-3 px-1 text-sm text-ink-3">
          <span aria-live="polite">{t("contacts.shown", { count: contacts.length })}</span>
          {query.hasNextPage && (
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t("app.more")}
            </Button>
          )}
        </footer>
      )}
      {isAdding && <NewContact onClose={() => setAdding(false)} />}
    </Page>
  );
}
