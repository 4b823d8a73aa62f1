/**
 * Who is signed in. The access token lives in memory only; the refresh token is in an HttpOnly cookie that script cannot see.
 * Tabs refresh one after the other, because a refresh token works once and a second use of it ends the session.
 */
import type { InferRequestType, InferResponseType } from "hono/client";

import type { Api } from "#client";

import { reach } from "./connection.ts";
import { problemOf, toProblem, type Problem } from "./problem.ts";

type SignedIn = InferResponseType<Api["v1"]["auth"]["refresh"]["$post"]>;

type Register = InferRequestType<Api["v1"]["auth"]["register"]["$post"]>["json"];

/** What somebody tells who makes an account; with the token of an invitation they join that workspace. */
export type NewAccount = Omit<Register, "session" | "accept_policy">;

/** Who is signed in, where, and as what. */
export type Person = Pick<SignedIn, "user" | "workspace" | "role" | "scopes">;

export type Session =
  /**
   * `ended` is whose session it was, when it ended by itself: what is on the screen stays until they are back or leave. The way
   * in says so when the account is gone.
   */
  | { readonly status: "out"; readonly ended: Person | null; readonly isAccountGone: boolean }
  | ({ readonly status: "in" } & Person);

/** Refreshed this long before it ends, so that no call meets an expired token. */
const EARLY_MS = 30_000;
const LOCK = "waqtor-refresh";
/** Not a secret: whether asking for a session is worth a call when the console opens. */
const MARK = "waqtor-signed-in";
/** What a tab tells the others when the session has gone to another workspace. */
const MOVED = "moved";

let session: Session = { status: "out", ended: null, isAccountGone: false };
let access: { readonly token: string; readonly untilMs: number } | null = null;
let refreshing: Promise<string | null> | null = null;
const listeners = new Set<() => void>();
const tabs = new BroadcastChannel("waqtor-session");

export const currentSession = (): Session => session;

/** Whose screen it is: whoever is signed in, or was until the session ended by itself; null for nobody. */
export const personOf = (one: Session): Person | null => (one.status === "in" ? one : one.ended);

/** {@link personOf} of now. */
export const currentPerson = (): Person | null => personOf(session);

/** What the workspace is called; empty for nobody. */
export const workspaceName = (): string => currentPerson()?.workspace.name ?? "";

/** Whether the credential may do something, by the name that the API has for it. The API decides; this hides what it would refuse. */
export const may = (scope: Person["scopes"][number]): boolean =>
  currentPerson()?.scopes.includes(scope) ?? false;

/** Tells one person in one workspace from every other; refreshing does not change it. */
export function whoIs(one: Session): string {
  const person = personOf(one);
  return person === null ? "" : `${person.user.id} ${person.workspace.id}`;
}

/** For `useSyncExternalStore`. */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A password that was right, of somebody whose sign-in takes a second step. */
export interface SecondStepDue {
  readonly mfa_token: string;
}

/**
 * @returns what was wrong, that a second step is due, or null when the person is signed in.
 */
export async function signIn(
  email: string,
  password: string,
  workspaceId?: string,
): Promise<Problem | SecondStepDue | null> {
  const where = workspaceId === undefined ? {} : { workspace_id: workspaceId };
  const answer = await post("/v1/auth/login", { email, password, session: "cookie", ...where });
  if (!answer.ok) return problemOf(answer);
  // Safe: what the contract says of sign-in.
  const body = (await answer.clone().json()) as SignedIn | SecondStepDue;
  if ("mfa_token" in body) return body;
  await keep(answer);
  return null;
}

/** Go on where a right password led. @returns what was wrong, or null when the person is signed in. */
export async function signInSecondStep(
  { mfa_token }: SecondStepDue,
  code: string,
): Promise<Problem | null> {
  const answer = await post("/v1/auth/mfa", { mfa_token, code });
  if (!answer.ok) return problemOf(answer);
  await keep(answer);
  return null;
}

/**
 * Make an account, and sign in to it. The person has accepted the policy. `key` is made once per intent, so that a second try
 * after a lost answer signs in to the same account.
 *
 * @throws Problem with pointers `/email`, `/password`, … as a form names them.
 */
export async function register(account: NewAccount, key: string): Promise<void> {
  const body = { ...account, session: "cookie", accept_policy: true } satisfies Register;
  const answer = await post("/v1/auth/register", body, { "idempotency-key": key }).catch(
    (error: unknown) => Promise.reject(toProblem(error)),
  );
  if (!answer.ok) throw await problemOf(answer);
  await keep(answer);
}

/**
 * Go on in another workspace of the person's, here and in every other tab.
 *
 * @throws Problem `not_found` when they work there no more, and when no answer came.
 */
export async function moveTo(workspaceId: string): Promise<void> {
  const move = async () => {
    const token = await accessToken();
    if (token === null) return;
    // No tab may refresh the session that ends here.
    await navigator.locks.request(LOCK, async () => {
      const body = { workspace_id: workspaceId };
      const answer = await post("/v1/auth/switch", body, { authorization: `Bearer ${token}` });
      if (!answer.ok) throw await problemOf(answer);
      await keep(answer);
    });
    tabs.postMessage(MOVED);
  };
  await move().catch((error: unknown) => Promise.reject(toProblem(error)));
}

/** Ask again who is signed in, after the person or the workspace was changed. */
export async function renewSession(): Promise<void> {
  access = null;
  await accessToken();
}

/** Take the session up again after a reload; without one, nothing happens. */
export async function resume(): Promise<void> {
  if (localStorage.getItem(MARK) !== null) await accessToken();
}

/**
 * End the session, here and in every other tab.
 *
 * @throws Problem when the API could not be told: then the session goes on, so that nobody leaves it behind unnoticed.
 */
export async function signOut(): Promise<void> {
  const token = await accessToken().catch((error: unknown) => Promise.reject(toProblem(error)));
  if (token !== null) {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await reach("/v1/auth/logout", { method: "POST", headers }).catch(
      (error: unknown) => Promise.reject(toProblem(error)),
    );
    if (!answer.ok && answer.status !== 401) throw await problemOf(answer);
  }
  forget();
  tabs.postMessage("out");
}

/** Leave the session, which has ended, for good. */
export const forget = (): void => end(null);

/** The account was deleted, and every session with it: leave this one, here and in every other tab. */
export function leaveAccount(): void {
  end(null, true);
  tabs.postMessage("out");
}

/** A token that is still valid, or null when the session has ended. */
export function accessToken(): Promise<string | null> {
  if (access !== null && access.untilMs - EARLY_MS > Date.now())
    return Promise.resolve(access.token);
  // Only signing in brings it back.
  if (session.status === "out" && session.ended !== null) return Promise.resolve(null);
  refreshing ??= navigator.locks.request(LOCK, refresh).finally(() => (refreshing = null));
  return refreshing;
}

/** The API no longer takes the token: forget it, so that the next call asks for another. */
export function distrust(token: string): void {
  if (access?.token === token) access = null;
}

async function refresh(): Promise<string | null> {
  const answer = await post("/v1/auth/refresh", {});
  if (answer.ok) return keep(answer);
  const problem = await problemOf(answer);
  // Anything but a refusal is a bad moment, not the end: the caller sees it and may try again.
  if (problem.status !== 401 && problem.status !== 403) throw problem;
  end(currentPerson());
  return null;
}

async function keep(answer: Response): Promise<string> {
  // Safe: what the contract says of sign-in and of refresh.
  const body = (await answer.json()) as SignedIn;
  const { user, workspace, role, scopes } = body;
  access = { token: body.access_token, untilMs: Date.now() + body.expires_in * 1000 };
  localStorage.setItem(MARK, "1");
  change({ status: "in", user, workspace, role, scopes });
  return body.access_token;
}

function end(ended: Person | null, isAccountGone = false): void {
  access = null;
  localStorage.removeItem(MARK);
  change({ status: "out", ended, isAccountGone });
}

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

const post = (path: string, body: object, headers: object = {}): Promise<Response> =>
  reach(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

tabs.addEventListener("message", ({ data }) => {
  // The cookie is of the other workspace already.
  if (data === MOVED) void renewSession().catch(() => undefined);
  else forget();
});
