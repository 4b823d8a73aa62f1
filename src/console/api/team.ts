import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, once } from "./client.ts";

export type Invitation = InferResponseType<typeof api.invitations.$get, 200>["data"][number];
export type NewInvitation = InferRequestType<typeof api.invitations.$post>["json"];
export type InvitedRole = NewInvitation["role"];

/** The newest hundred, those that were accepted or ran out too. */
export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: () => ask(api.invitations.$get({ query: { limit: "100" } })),
});

/** The answer holds the token, once. `key` is made once per intent. */
export const invite = (json: NewInvitation, key: string) =>
  ask(api.invitations.$post({ json }, once(key)));

export const revokeInvitation = (id: string) =>
  ask(api.invitations[":id"].$delete({ param: { id } }));
