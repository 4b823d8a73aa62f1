/** What somebody does for the safety of their own account. */
import { createRoute } from "@hono/zod-openapi";

import { changeEmail } from "#features/accounts/change-email";
import { changePassword } from "#features/accounts/change-password";
import { endSession } from "#features/accounts/end-session";
import { listSessions } from "#features/accounts/list-sessions";
import { resendVerification } from "#features/accounts/resend-verification";
import { ChangeEmailBody, ChangePasswordBody } from "#features/accounts/schemas-security";
import { MySessionPage, MySessionParams } from "#features/accounts/schemas-sessions";
import { json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { nameWithoutSecret } from "#platform/http/idempotency";
import { newRouter } from "#platform/http/router";
import { asPerson } from "#platform/person";

const secured = { tags: ["Accounts"], security: [{ bearer: [] }] };

const resend = createRoute({
  ...secured,
  method: "post",
  path: "/auth/verify-email/resend",
  operationId: "resendVerification",
  summary: "Ask for another link to confirm your address",
  description: "At most five an hour. Only for people.",
  responses: {
    202: { description: "A letter goes to your address" },
    ...refusals("invalid_state"),
  },
});

const password = createRoute({
  ...secured,
  method: "post",
  path: "/me/password",
  operationId: "changePassword",
  summary: "Change your password",
  description:
    "Every other session of yours ends, and a letter tells you. After ten wrong passwords in a quarter of an hour you wait. Only for people.",
  request: { body: { required: true, ...json(ChangePasswordBody) } },
  responses: {
    204: { description: "The password is changed" },
    ...refusals(
      "invalid_request",
      "reauth_required",
      "password_too_short",
      "password_too_long",
      "breached_password",
    ),
  },
});

const email = createRoute({
  ...secured,
  method: "post",
  path: "/me/email",
  operationId: "changeEmail",
  summary: "Change your e-mail address",
  description:
    "A link goes to the new address, and the change counts when it is opened, within 24 hours; a letter tells the present address at once. Asked again, the earlier link does nothing any more. Only for people.",
  request: { body: { required: true, ...json(ChangeEmailBody) } },
  responses: {
    202: { description: "A letter goes to the new address" },
    ...refusals("invalid_request", "reauth_required", "email_taken"),
  },
});

const sessions = createRoute({
  ...secured,
  method: "get",
  path: "/me/sessions",
  operationId: "listMySessions",
  summary: "List where you are signed in",
  description: "Sessions that go on, in all your workspaces, newest first. Only for people.",
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of sessions", ...json(MySessionPage) },
    ...refusals("out_of_range", "invalid_cursor", "unknown_parameter"),
  },
});

const end = createRoute({
  ...secured,
  method: "delete",
  path: "/me/sessions/{id}",
  operationId: "endMySession",
  summary: "End a session of yours",
  description:
    "Its refresh token stops working at once, its access tokens within 30 seconds. Only for people.",
  request: { params: MySessionParams },
  responses: {
    204: { description: "The session has ended" },
    ...refusals("not_found"),
  },
});

export const securityRoutes = newRouter()
  .openapi(resend, async (c) => {
    await resendVerification(asPerson(c.var.caller));
    return c.body(null, 202);
  })
  .openapi(password, async (c) => {
    await changePassword(asPerson(await nameWithoutSecret(c, {})), c.req.valid("json"));
    return c.body(null, 204);
  })
  .openapi(email, async (c) => {
    const input = c.req.valid("json");
    await changeEmail(asPerson(await nameWithoutSecret(c, { email: input.email })), input);
    return c.body(null, 202);
  })
  .openapi(sessions, async (c) =>
    c.json(await listSessions(asPerson(c.var.caller), c.req.valid("query")), 200),
  )
  .openapi(end, async (c) => {
    await endSession(asPerson(c.var.caller), c.req.valid("param").id);
    return c.body(null, 204);
  });
