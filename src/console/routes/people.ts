import { createRoute } from "@tanstack/react-router";

import { consentTimelineQuery } from "../api/consents.ts";
import {
  contactPageQuery,
  contactsQuery,
  type ConsentState,
  type ContactFilter,
} from "../api/contacts.ts";
import {
  conversationQuery,
  INBOX_VIEWS,
  inboxQuery,
  isNumberId,
  PRIORITIES,
  threadQuery,
  type InboxFilter,
} from "../api/conversations.ts";
import { fieldsQuery } from "../api/fields.ts";
import { importQuery, importsQuery } from "../api/imports.ts";
import { queryClient } from "../api/query-client.ts";
import { lazyScreen, signedIn, textIn } from "./base.ts";

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "inbox",
  validateSearch: (search): InboxFilter => {
    const view = INBOX_VIEWS.find((one) => one === search["view"]);
    const priority = PRIORITIES.find((one) => one === search["priority"]);
    const tag = textIn(search["tag"]);
    const number = textIn(search["number"]);
    return {
      ...(view && { view }),
      ...(search["silent"] === true && { silent: true }),
      ...(priority && { priority }),
      ...(tag && { tag }),
      ...(isNumberId(number) && { number }),
    };
  },
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    // Here and below: data and code of a screen are fetched side by side, and the screen itself shows how it went.
    void queryClient.prefetchInfiniteQuery(inboxQuery(deps));
  },
  component: lazyScreen(() => import("../screens/inbox/inbox.tsx"), "Inbox"),
});

const thread = createRoute({
  getParentRoute: () => inbox,
  path: "$id",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchInfiniteQuery(threadQuery(id));
    void queryClient.prefetchQuery(conversationQuery(id));
  },
  component: lazyScreen(() => import("../screens/inbox/thread.tsx"), "Thread"),
});

const STATES: readonly ConsentState[] = ["granted", "unknown", "withdrawn"];

const contacts = createRoute({
  getParentRoute: () => signedIn,
  path: "contacts",
  // What somebody looks for is a name or a phone number, and no address holds one: it stands in the state of the history.
  validateSearch: (search): ContactFilter => {
    const consent = STATES.find((one) => one === search["consent"]);
    const tag = textIn(search["tag"]);
    return { ...(consent && { consent }), ...(tag && { tag }) };
  },
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    void queryClient.prefetchInfiniteQuery(contactsQuery(deps));
  },
  component: lazyScreen(() => import("../screens/contacts/contacts.tsx"), "Contacts"),
});

const importing = createRoute({
  getParentRoute: () => signedIn,
  path: "contacts/import",
  validateSearch: (search): { readonly change?: string } => {
    const change = textIn(search["change"]);
    return change === undefined ? {} : { change };
  },
  loader: () => {
    void queryClient.prefetchQuery(fieldsQuery);
    void queryClient.prefetchInfiniteQuery(importsQuery);
  },
  component: lazyScreen(() => import("../screens/import/import.tsx"), "Import"),
});

const oneImport = createRoute({
  getParentRoute: () => signedIn,
  path: "contacts/imports/$id",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(importQuery(id));
  },
  component: lazyScreen(() => import("../screens/import/import-page.tsx"), "ImportPage"),
});

const contact = createRoute({
  getParentRoute: () => signedIn,
  path: "contacts/$id",
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(contactPageQuery(id));
    void queryClient.prefetchInfiniteQuery(consentTimelineQuery(id));
  },
  component: lazyScreen(() => import("../screens/contact/contact.tsx"), "ContactPage"),
});

/** Talks, and the people they are with. */
export const peopleRoutes = [
  inbox.addChildren([thread]),
  contacts,
  importing,
  oneImport,
  contact,
] as const;
