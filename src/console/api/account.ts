/** What somebody does for the safety of their own account. */
import { queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";

import { api, ask } from "./client.ts";

/** A place where the person is signed in. */
export type MySession = InferResponseType<typeof api.me.sessions.$get, 200>["data"][number];
export type NewPassword = InferRequestType<typeof api.me.password.$post>["json"];
/** The app to set up, and what stands in for it when it is lost: both are told once. */
export type NewSecondStep = InferResponseType<typeof api.me.mfa.$post, 200>;
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

/** For a call that needs the password when the person signed in a while ago: without one it is asked for by a refusal. */
const proven = (password: string | null) => (password === null ? {} : { password });

/** Begin anew: nothing counts until a code was seen. @throws Problem `reauth_required` at `/password`, `invalid_state`. */
export const startSecondStep = (password: string | null) =>
  ask(api.me.mfa.$post({ json: proven(password) }));

/** From now on signing in takes a code. @throws Problem `invalid_credentials` for a wrong one, `rate_limited`. */
export const confirmSecondStep = (code: string) =>
  ask(api.me.mfa.confirm.$post({ json: { code } }));

/** @throws Problem `reauth_required` at `/password`, `invalid_state`. */
export const removeSecondStep = (password: string | null) =>
  ask(api.me.mfa.$delete({ json: proven(password) }));
