/** Ways back into an account, for people who hold nothing but a letter. */
import { createRoute } from "@hono/zod-openapi";

import { forgotPassword } from "#features/accounts/forgot-password";
import { resetPassword } from "#features/accounts/reset-password";
import {
  ForgotPasswordBody,
  ResetPasswordBody,
  VerifyEmailBody,
} from "#features/accounts/schemas-security";
import { verifyEmail } from "#features/accounts/verify-email";
import { visitor } from "#platform/credentials/visitor";
import { json } from "#platform/http/contract";
import { problems } from "#platform/http/problem-schema";
import { newRouter } from "#platform/http/router";

const verify = createRoute({
  method: "post",
  path: "/auth/verify-email",
  operationId: "verifyEmail",
  summary: "Confirm an e-mail address",
  description:
    "By the token of the letter that went to it: after registering, or when the address of an account shall change, which it does now. The token works once, for 24 hours.",
  tags: ["Accounts"],
  request: { body: { required: true, ...json(VerifyEmailBody) } },
  responses: {
    204: { description: "The address is confirmed" },
    ...problems("invalid_request", "invalid_token", "email_taken", "rate_limited", "internal"),
  },
});

const forgot = createRoute({
  method: "post",
  path: "/auth/password/forgot",
  operationId: "forgotPassword",
  summary: "Ask for a new password",
  description:
    "A letter with a link goes to the address when an account has it. The answer, and how long it takes, is the same when nobody has. Works while sign-in is limited.",
  tags: ["Accounts"],
  request: { body: { required: true, ...json(ForgotPasswordBody) } },
  responses: {
    202: { description: "Taken: whoever has the address gets a letter" },
    ...problems("invalid_request", "rate_limited", "internal"),
  },
});

const reset = createRoute({
  method: "post",
  path: "/auth/password/reset",
  operationId: "resetPassword",
  summary: "Choose a new password",
  description:
    "By the token of the letter, which works once, for 30 minutes, and no more once the password was changed otherwise. Every session ends; sign in with the new password.",
  tags: ["Accounts"],
  request: { body: { required: true, ...json(ResetPasswordBody) } },
  responses: {
    204: { description: "The password is set, and nobody is signed in" },
    ...problems(
      "invalid_request",
      "invalid_token",
      "password_too_short",
      "password_too_long",
      "breached_password",
      "rate_limited",
      "internal",
    ),
  },
});

/** They stand outside `authenticate`. */
export const recoveryRoutes = newRouter()
  .openapi(verify, async (c) => {
    await verifyEmail(visitor(c), c.req.valid("json"));
    return c.body(null, 204);
  })
  .openapi(forgot, async (c) => {
    await forgotPassword(visitor(c), c.req.valid("json"));
    return c.body(null, 202);
  })
  .openapi(reset, async (c) => {
    await resetPassword(visitor(c), c.req.valid("json"));
    return c.body(null, 204);
  });
