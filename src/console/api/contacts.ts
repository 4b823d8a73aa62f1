import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, askVersioned } from "./client.ts";

export type Contact = InferResponseType<(typeof api.contacts)[":contact"]["$get"], 200>;
export type ConsentState = Contact["consents"]["marketing"];
export type ContactChange = InferRequestType<(typeof api.contacts)[":contact"]["$patch"]>["json"];

/** What the list can be narrowed to by its address. */
export interface ContactFilter {
  readonly consent?: ConsentState;
  readonly tag?: string;
}

/** A search beside it: a name or a part of a phone number, which no address may hold. It looks at every state of consent. */
export interface ContactSearch extends ContactFilter {
  readonly q?: string | undefined;
}

const PAGE = 50;
const FOUND = 8;

/** The phone number as people read it, else whatever names the person. */
export const reachOf = (contact: Pick<Contact, "phone" | "phone_display" | "bsuid">): string =>
  contact.phone_display ?? contact.phone ?? contact.bsuid ?? "";

export const contactsQuery = ({ consent, tag, q }: ContactSearch) =>
  infiniteQueryOptions({
    queryKey: ["contacts", "list", { consent, tag, q }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) => {
      const page = { limit: String(PAGE), ...(after && { after }) };
      if (q !== undefined || consent === undefined)
        return ask(api.contacts.$get({ query: { ...page, ...(q && { q }), ...(tag && { tag }) } }));
      const is = { field: "consent.marketing", op: "eq", value: consent };
      const filter = tag ? { and: [is, { field: "tags", op: "contains", value: tag }] } : is;
      return ask(
        api.contacts.search.$post({ json: { filter, limit: PAGE, ...(after && { after }) } }),
      );
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The first few that a text finds. */
export const findContactsQuery = (q: string) =>
  queryOptions({
    queryKey: ["contacts", "found", q],
    queryFn: () => ask(api.contacts.$get({ query: { q, limit: String(FOUND) } })),
    enabled: /[\p{L}\p{N}]/u.test(q),
    placeholderData: keepPreviousData,
  });

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "one", id],
    queryFn: () => ask(api.contacts[":contact"].$get({ param: { contact: id } })),
    staleTime: 60_000,
  });

/** A contact with its version, for the page on which it is changed. */
export const contactPageQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "page", id],
    queryFn: () => askVersioned(api.contacts[":contact"].$get({ param: { contact: id } })),
  });

/** Everything that a person is recognised by, and since when. */
export const identitiesQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "identities", id],
    queryFn: () => ask(api.contacts[":contact"].identities.$get({ param: { contact: id } })),
  });

/**
 * Contact and consent in one act.
 *
 * @param statement How the person agreed to marketing; null: no consent is recorded.
 * @throws Problem with pointers `/phone`, `/name`, … as a form names them.
 */
export async function createContact({
  name,
  phone,
  statement,
}: {
  readonly name: string;
  readonly phone: string;
  readonly statement: string | null;
}): Promise<Contact> {
  const contact = await ask(
    api.contacts.$post({ json: { phone, ...(name === "" ? {} : { name }) } }),
  );
  if (statement !== null)
    await ask(
      api.contacts[":contact"].consents.$post({
        param: { contact: contact.id },
        json: { purpose: "marketing", action: "grant", method: "verbal", statement },
      }),
    );
  return contact;
}

/** @throws Problem `precondition_failed` when somebody else changed the contact since `etag`. */
export const changeContact = (id: string, json: ContactChange, etag: string | undefined) =>
  askVersioned(
    api.contacts[":contact"].$patch({
      param: { contact: id },
      header: etag === undefined ? {} : { "If-Match": etag },
      json,
    }),
  );

/** Give a person a tag, or take it: it changes nothing else, so no version is needed. */
export const setTag = (id: string, tag: string, has: boolean) => {
  const one = api.contacts[":contact"].tags[":tag"];
  const param = { contact: id, tag: encodeURIComponent(tag) };
  return ask(has ? one.$put({ param }) : one.$delete({ param }));
};

/** `id` is left; `other` leads to it from then on, for 30 days until it cannot be undone. */
export const mergeContacts = (id: string, other: string) =>
  ask(api.contacts[":contact"].merge.$post({ param: { contact: id }, json: { other } }));

export const partContacts = (id: string, other: string) =>
  ask(api.contacts[":contact"].unmerge.$post({ param: { contact: id }, json: { other } }));
