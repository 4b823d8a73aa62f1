import { createRoute, z } from "@hono/zod-openapi";

import { deleteMe } from "#features/accounts/delete-me";
import { exportMe } from "#features/accounts/export-me";
import { getMe } from "#features/accounts/get-me";
import { handOut } from "#features/accounts/hand-out";
import { login } from "#features/accounts/login";
import { logout } from "#features/accounts/logout";
import { refresh } from "#features/accounts/refresh";
import { register } from "#features/accounts/register";
import {
  DeleteMeBody,
  LoginBody,
  Me,
  RefreshBody,
  RegisterBody,
  SecondStepDue,
  SignedIn,
  UpdateMeBody,
} from "#features/accounts/schemas";
import { MyExport } from "#features/accounts/schemas-export";
import { SecondStepBody } from "#features/accounts/schemas-second-step";
import { signInSecondStep } from "#features/accounts/sign-in-second-step";
import { updateMe } from "#features/accounts/update-me";
import { clearSessionCookie, readSessionCookie } from "#platform/credentials/session-cookie";
import { visitor } from "#platform/credentials/visitor";
import { json, refusals } from "#platform/http/contract";
import { contentEtag, ETAG_HEADER, IF_MATCH } from "#platform/http/etag";
import { visitorKey } from "#platform/http/idempotency";
import { problems } from "#platform/http/problem-schema";
import { newRouter } from "#platform/http/router";
import { asPerson } from "#platform/person";

const body = <T extends z.ZodType>(schema: T) => ({ required: true, ...json(schema) });

const answer = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  ...json(schema),
});

const registerRoute = createRoute({
  method: "post",
  path: "/auth/register",
  operationId: "register",
  summary: "Create an account",
  description:
    "Makes the person, a workspace that the person owns, and a first session. With an invitation to a workspace the person joins that one instead. Made again under its `Idempotency-Key`, because the answer was lost, it signs in to the same account.",
  tags: ["Accounts"],
  request: { body: body(RegisterBody) },
  responses: {
    201: answer("The account, signed in", SignedIn),
    ...problems(
      "invalid_request",
      "invalid_idempotency_key",
      "registration_closed",
      "email_taken",
      "invitation_expired",
      "invalid_invitation",
      "invalid_timezone",
      "password_too_short",
      "password_too_long",
      "breached_password",
      "idempotency_mismatch",
      "rate_limited",
      "internal",
    ),
  },
});

const loginRoute = createRoute({
  method: "post",
  path: "/auth/login",
  operationId: "login",
  summary: "Sign in",
  description:
    "Answers tokens of a new session; for somebody who set up a second step a token for `POST /v1/auth/mfa`. An e-mail that nobody has is answered like a wrong password. Failures are limited per network and per e-mail; a network from which the account signed in before keeps an allowance of its own.",
  tags: ["Accounts"],
  request: { body: body(LoginBody) },
  responses: {
    200: answer("Signed in, or that a second step is due", z.union([SignedIn, SecondStepDue])),
    ...problems("invalid_request", "invalid_credentials", "not_found", "rate_limited", "internal"),
  },
});

const secondStepRoute = createRoute({
  method: "post",
  path: "/auth/mfa",
  operationId: "signInSecondStep",
  summary: "Take the second step of signing in",
  description:
    "By a code of the app or a recovery code. Each code works once; after five wrong ones in a quarter of an hour the person waits. A letter tells when a recovery code was used.",
  tags: ["Accounts"],
  request: { body: body(SecondStepBody) },
  responses: {
    200: answer("Signed in, into the workspace and as the password's sign-in said", SignedIn),
    ...problems(
      "invalid_request",
      "invalid_token",
      "invalid_credentials",
      "not_found",
      "rate_limited",
      "internal",
    ),
  },
});

const refreshRoute = createRoute({
  method: "post",
  path: "/auth/refresh",
  operationId: "refreshSession",
  summary: "Exchange a refresh token",
  description:
    "Each refresh token works once. Using one again ends its whole session. Without a token in the body the session cookie is meant: it is only taken from a page of this origin (`Sec-Fetch-Site: same-origin`), and for 30 seconds it may come again, because a page that is reloaded does not see its answer. A token is only taken from where its session keeps it.",
  tags: ["Accounts"],
  request: { body: body(RefreshBody) },
  responses: {
    200: answer("New tokens of the same session", SignedIn),
    ...problems("invalid_request", "invalid_token", "csrf", "rate_limited", "internal"),
  },
});

const logoutRoute = createRoute({
  method: "post",
  path: "/auth/logout",
  operationId: "logout",
  summary: "End this session",
  description:
    "Its refresh token stops working at once, its access token within 30 seconds. Only for people: an API key has no session.",
  tags: ["Accounts"],
  security: [{ bearer: [] }],
  responses: {
    204: { description: "The session has ended" },
    ...refusals(),
  },
});

const getMeRoute = createRoute({
  method: "get",
  path: "/me",
  operationId: "getMe",
  summary: "Read your account",
  description:
    "The person who signed in, with the role in this workspace. Only for people: an API key has no account of its own.",
  tags: ["Accounts"],
  security: [{ bearer: [] }],
  responses: {
    200: { ...answer("You, and your role in this workspace", Me), headers: ETAG_HEADER },
    ...refusals(),
  },
});

const updateMeRoute = createRoute({
  method: "patch",
  path: "/me",
  operationId: "updateMe",
  summary: "Change your name, time zone or locale",
  description: "Absent members stay. Only for people: an API key has no account of its own.",
  tags: ["Accounts"],
  security: [{ bearer: [] }],
  request: { headers: IF_MATCH, body: body(UpdateMeBody) },
  responses: {
    200: { ...answer("Your account as it is now", Me), headers: ETAG_HEADER },
    ...refusals("invalid_request", "invalid_timezone", "precondition_failed"),
  },
});

const exportMeRoute = createRoute({
  method: "get",
  path: "/me/export",
  operationId: "exportMe",
  summary: "Export your account",
  description:
    "Everything that is kept of your account: who you are, where you work, where you signed in, and what you did there. Only for people.",
  tags: ["Accounts"],
  security: [{ bearer: [] }],
  responses: {
    200: answer("Your account's data", MyExport),
    ...refusals(),
  },
});

const deleteMeRoute = createRoute({
  method: "delete",
  path: "/me",
  operationId: "deleteMe",
  summary: "Delete your account",
  description:
    "At once and for good: your name, e-mail and sessions go, and you leave every workspace. What you did there stays under your id, which then names nobody. While you are the only owner of an open workspace it answers 409 and names it. Only for people.",
  tags: ["Accounts"],
  security: [{ bearer: [] }],
  request: { body: body(DeleteMeBody) },
  responses: {
    204: { description: "The account is gone" },
    ...refusals("invalid_request", "reauth_required", "last_owner"),
  },
});

/** Routes for people who have no credential yet. They stand outside `authenticate`. */
export const signInRoutes = newRouter()
  .openapi(registerRoute, async (c) => {
    const input = c.req.valid("json");
    const { password: _secret, session, ...said } = input;
    const ctx = { ...visitor(c), idempotency: await visitorKey(c, said) };
    const { answer: account, isRepeated } = await register(ctx, input);
    return c.json(
      handOut(c, session, account),
      201,
      isRepeated ? { "idempotent-replayed": "true" } : {},
    );
  })
  .openapi(loginRoute, async (c) => {
    const input = c.req.valid("json");
    const outcome = await login(visitor(c), input);
    return c.json("mfa_token" in outcome ? outcome : handOut(c, input.session, outcome), 200);
  })
  .openapi(secondStepRoute, async (c) => {
    const { answer: account, kind } = await signInSecondStep(visitor(c), c.req.valid("json"));
    return c.json(handOut(c, kind, account), 200);
  })
  .openapi(refreshRoute, async (c) => {
    const given = c.req.valid("json").refresh_token;
    const from = given === undefined ? "cookie" : "token";
    const token = given ?? readSessionCookie(c);
    return c.json(handOut(c, from, await refresh(visitor(c), { token, from })), 200);
  });

/** Routes on one's own account. */
export const accountRoutes = newRouter()
  .openapi(logoutRoute, async (c) => {
    await logout(asPerson(c.var.caller));
    clearSessionCookie(c);
    return c.body(null, 204);
  })
  .openapi(getMeRoute, async (c) => {
    const me = await getMe(asPerson(c.var.caller));
    return c.json(me, 200, { etag: await contentEtag(me) });
  })
  .openapi(exportMeRoute, async (c) => c.json(await exportMe(asPerson(c.var.caller)), 200))
  .openapi(deleteMeRoute, async (c) => {
    await deleteMe(asPerson(c.var.caller), c.req.valid("json").password);
    clearSessionCookie(c);
    return c.body(null, 204);
  })
  .openapi(updateMeRoute, async (c) => {
    const ifMatch = c.req.valid("header")["If-Match"];
    const me = await updateMe(asPerson(c.var.caller), { ...c.req.valid("json"), ifMatch });
    return c.json(me, 200, { etag: await contentEtag(me) });
  });
