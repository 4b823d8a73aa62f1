import { z } from "@hono/zod-openapi";

import { GivenPassword, NewPassword } from "#features/accounts/schemas";
import { Email } from "#platform/http/email";

const TOKEN_MAX = 256;

const LetterToken = z.string().min(1).max(TOKEN_MAX).openapi({
  description: "What stands behind the `#` of the link in the letter. It works once.",
  example: "wqv_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq",
});

/** Body of `POST /v1/auth/verify-email`. */
export const VerifyEmailBody = z.strictObject({ token: LetterToken }).openapi("VerifyEmail");

/** Body of `POST /v1/auth/password/forgot`. */
export const ForgotPasswordBody = z.strictObject({ email: Email }).openapi("ForgotPassword");

/** Body of `POST /v1/auth/password/reset`. */
export const ResetPasswordBody = z
  .strictObject({ token: LetterToken, password: NewPassword })
  .openapi("ResetPassword");

/** Body of `POST /v1/me/password`. */
export const ChangePasswordBody = z
  .strictObject({
    current: GivenPassword.openapi({ description: "The password that the account has now." }),
    password: NewPassword,
  })
  .openapi("ChangePassword");

/** Body of `POST /v1/me/email`. */
export const ChangeEmailBody = z
  .strictObject({ email: Email, password: GivenPassword })
  .openapi("ChangeEmail");
