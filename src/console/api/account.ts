/** What somebody does for the safety of their own account. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

/** A place where the person is signed in. */
export type MySession = InferResponseType<typeof api.me.sessions.$get, 200>["data"][number];
export type NewPassword = InferRequestType<typeof api.me.password.$post>["json"];
export type NewEmail = InferRequestType<typeof api.me.email.$post>["json"];

/** The newest hundred. */
export const mySessionsQuery = queryOptions({
  queryKey: ["my-sessions"],
  queryFn: () => ask(api.me.sessions.$get({ query: { limit: "100" } })),
});

export const endMySession = (id: string) => ask(api.me.sessions[":id"].$delete({ param: { id } }));

/** Every other session ends. @throws Problem `reauth_required` at `/current`, or what is wrong with the new one at `/password`. */
export const changePassword = (json: NewPassword) => ask(api.me.password.$post({ json }));

/** A link goes to the new address; opened, it counts. @throws Problem `reauth_required` at `/password`, `email_taken` at `/email`. */
export const changeEmail = (json: NewEmail) => ask(api.me.email.$post({ json }));

/** Another letter with a link to confirm the address by. @throws Problem `invalid_state`, `rate_limited`. */
export const resendVerification = () => ask(api.auth["verify-email"].resend.$post());
