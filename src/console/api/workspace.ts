import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask, askVersioned, type Versioned } from "./client.ts";
import type { Problem } from "./problem.ts";

export type Workspace = InferResponseType<typeof api.workspace.$get, 200>;
export type WorkspaceChange = InferRequestType<typeof api.workspace.$patch>["json"];
export type Me = InferResponseType<typeof api.me.$get, 200>;
export type MeChange = InferRequestType<typeof api.me.$patch>["json"];

export const readWorkspace = () => askVersioned(api.workspace.$get());

export const workspaceQuery = queryOptions({ queryKey: ["workspace"], queryFn: readWorkspace });

/** @throws Problem `precondition_failed` when somebody changed it after `etag` was read. */
export const changeWorkspace = (json: WorkspaceChange, etag: string | undefined) =>
  askVersioned(api.workspace.$patch({ json, header: matching(etag) }));

/**
 * Close the workspace: it rests for seven days, and then it is deleted.
 *
 * @param confirm What it is called, letter by letter.
 * @throws Problem `reauth_required` with pointer `/password`, `invalid_request` with `/confirm`, `owner_required`.
 */
export const closeWorkspace = (confirm: string, password: string) =>
  ask(api.workspace.$delete({ json: { confirm, password } }));

/** Take a closed workspace back. @throws Problem `invalid_state` when it is open, or its end has begun; `owner_required`. */
export const restoreWorkspace = () => ask(api.workspace.restore.$post());

/** The country in which the workspace reads phone numbers without a country code, ISO 3166-1; null: none is set. */
export const defaultCountryOf = ({ body }: Versioned<Workspace>): string | null =>
  body.settings.default_country;

const matching = (etag: string | undefined) => (etag === undefined ? {} : { "If-Match": etag });

export const readMe = () => askVersioned(api.me.$get());

export const meQuery = queryOptions({ queryKey: ["me"], queryFn: readMe });

/** @throws Problem `precondition_failed` when it was changed after `etag` was read. */
export const changeMe = (json: MeChange, etag: string | undefined) =>
  askVersioned(api.me.$patch({ json, header: matching(etag) }));

/**
 * Delete the account of whoever is signed in, at once and for good; the caller leaves its session.
 *
 * @throws Problem `reauth_required` with pointer `/password`; `last_owner`, see {@link ownedAlone}.
 */
export const deleteMe = (password: string) => ask(api.me.$delete({ json: { password } }));

/** What the workspaces are called that a refusal `last_owner` names. */
export function ownedAlone({ code, members }: Problem): string[] {
  if (code !== "last_owner") return [];
  // Safe: the contract says so of this code; a refusal without them names none.
  const named = (members["workspaces"] ?? []) as readonly { readonly name: string }[];
  return named.map(({ name }) => name);
}
