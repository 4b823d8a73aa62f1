import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";
import { toProblem } from "./problem.ts";

export type Contact = InferResponseType<(typeof api.contacts)[":contact"]["$get"], 200>;
export type ConsentState = Contact["consents"]["marketing"];

/** What the list can be narrowed to; it lives in the address. */
export interface ContactFilter {
  readonly consent?: ConsentState;
  readonly tag?: string;
  /** A whole phone number; the API has no search by name yet. */
  readonly phone?: string;
}

const PAGE = 50;

export const contactsQuery = ({ consent, tag, phone }: ContactFilter) =>
  infiniteQueryOptions({
    queryKey: ["contacts", "list", { consent, tag, phone }],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after }) => {
      if (phone !== undefined) return byPhone(phone);
      const parts = [
        ...(consent ? [{ field: "consent.marketing", op: "eq", value: consent }] : []),
        ...(tag ? [{ field: "tags", op: "contains", value: tag }] : []),
      ];
      if (parts.length === 0)
        return ask(api.contacts.$get({ query: { limit: String(PAGE), ...(after && { after }) } }));
      const filter = parts.length === 1 ? parts[0] : { and: parts };
      return ask(
        api.contacts.search.$post({
          json: { filter: filter ?? {}, limit: PAGE, ...(after && { after }) },
        }),
      );
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "one", id],
    queryFn: () => ask(api.contacts[":contact"].$get({ param: { contact: id } })),
    staleTime: 60_000,
  });

/** Acts of consent of a person, newest first. */
export const consentsQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "consents", id],
    queryFn: () =>
      ask(
        api.contacts[":contact"].consents.$get({ param: { contact: id }, query: { limit: "5" } }),
      ),
  });

async function byPhone(phone: string) {
  const contact = encodeURIComponent(`phone:${phone}`);
  const found = await ask(api.contacts[":contact"].$get({ param: { contact } })).catch(nobody);
  return { data: found === null ? [] : [found], has_more: false, next_cursor: null };
}

/** Nobody has the number, or it is not one yet: it may be half typed. */
function nobody(error: unknown): null {
  const problem = toProblem(error);
  if (problem.status === 404 || problem.status === 422) return null;
  throw problem;
}

export interface NewContact {
  readonly name: string;
  readonly phone: string;
  /** How the person agreed to marketing; without it, no consent is recorded. */
  readonly statement: string | null;
}

/**
 * Contact and consent in one act.
 *
 * @throws Problem with pointers `/phone`, `/name`, … as a form names them.
 */
export async function createContact({ name, phone, statement }: NewContact): Promise<Contact> {
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
