/** What the wizard of campaigns asks: a draft in its versions, and who would get it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, askVersioned, once } from "./client.ts";
import type { Contact } from "./contacts.ts";

export type DraftBody = InferRequestType<typeof api.campaigns.$post>["json"];
export type Audience = DraftBody["audience"];
export type Variables = NonNullable<DraftBody["variables"]>;
export type AudienceCount = InferResponseType<
  (typeof api.campaigns)["audience-preview"]["$post"],
  200
>;

/** A campaign with its version, for who edits it. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "draft", id],
    queryFn: () => askVersioned(api.campaigns[":id"].$get({ param: { id } })),
    staleTime: 0,
  });

/** Of whom the count is asked: an audience as it stands in the form, or, of a list that is kept, the draft that keeps it. */
export type Counted =
  | {
      readonly audience: Audience;
      readonly template_id?: NonNullable<DraftBody["template_id"]>;
      readonly variables?: Variables;
    }
  | { readonly draft: string; readonly version: string | undefined };

/** Who would get a message now, and why the others would not. */
export const audienceQuery = (counted: Counted) =>
  queryOptions({
    queryKey: ["campaigns", "audience", counted],
    queryFn: ({ signal }) =>
      "draft" in counted
        ? ask(
            api.campaigns[":id"]["audience-preview"].$post(
              { param: { id: counted.draft } },
              { init: { signal } },
            ),
          )
        : ask(api.campaigns["audience-preview"].$post({ json: counted }, { init: { signal } })),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });

const SHOWN = 3;

/** Three people of an audience, to look at what they would read. */
export const peopleQuery = (audience: Audience) =>
  queryOptions({
    queryKey: ["contacts", "some", audience],
    queryFn: async (): Promise<readonly Contact[]> => {
      if (audience.contacts === undefined) {
        const json = { filter: audience.filter ?? {}, limit: SHOWN };
        return (await ask(api.contacts.search.$post({ json }))).data;
      }
      const contacts = audience.contacts.slice(0, SHOWN);
      return Promise.all(
        contacts.map((contact) => ask(api.contacts[":contact"].$get({ param: { contact } }))),
      );
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** People to pick from: those whose name or number begins so, or the newest. */
export const pickQuery = (q: string) =>
  queryOptions({
    queryKey: ["contacts", "pick", q],
    queryFn: () => ask(api.contacts.$get({ query: { limit: "50", ...(q !== "" && { q }) } })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const createDraft = (json: DraftBody) => askVersioned(api.campaigns.$post({ json }));

/** @throws Problem `precondition_failed` when somebody changed it after `etag`. */
export const updateDraft = (id: string, etag: string | undefined, json: Partial<DraftBody>) =>
  askVersioned(
    api.campaigns[":id"].$patch({
      param: { id },
      header: etag === undefined ? {} : { "If-Match": etag },
      json,
    }),
  );

export const deleteDraft = (id: string) => ask(api.campaigns[":id"].$delete({ param: { id } }));

/** `key` is made once per launch that a person means, and kept for every try. */
export const launch = (id: string, key: string) =>
  ask(api.campaigns[":id"].launch.$post({ param: { id } }, once(key)));
