import { z } from "@hono/zod-openapi";

import { GivenPassword } from "#features/accounts/schemas";

const CODE_MAX = 64;

const Code = z.string().min(1).max(CODE_MAX);

/** Body of `POST /v1/auth/mfa`. */
export const SecondStepBody = z
  .strictObject({
    mfa_token: z.string().min(1).max(256).openapi({
      description: "What signing in answered. It lives five minutes.",
      example: "wqm_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq",
    }),
    code: Code.openapi({
      description: "Six digits of the app, or a recovery code. Each works once.",
      example: "492039",
    }),
  })
  .openapi("SecondStep");

/** Body of `POST` and `DELETE /v1/me/mfa`. */
export const StepUpBody = z
  .strictObject({
    password: GivenPassword.optional().openapi({
      description: "Not needed within ten minutes after signing in.",
      example: "correct horse battery staple",
    }),
  })
  .openapi("StepUp");

/** Body of `POST /v1/me/mfa/confirm`. */
export const ConfirmSecondStepBody = z
  .strictObject({
    code: Code.openapi({ description: "Six digits of the app.", example: "492039" }),
  })
  .openapi("ConfirmSecondStep");

export const NewSecondStep = z
  .object({
    otpauth_url: z.string().nullable().openapi({
      description:
        "For the app, as a picture or pasted; shown once. Null when this answer is given again for the same `Idempotency-Key`; then begin again.",
      example:
        "otpauth://totp/WaQtor:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=WaQtor&algorithm=SHA1&digits=6&period=30",
    }),
    recovery_codes: z.array(z.string()).openapi({
      description: "Ten codes for when the app is lost; shown once. Each works once.",
      example: ["7xk2-m9qf-0rta-w3hz"],
    }),
  })
  .openapi("NewSecondStep");
export type NewSecondStep = z.infer<typeof NewSecondStep>;
