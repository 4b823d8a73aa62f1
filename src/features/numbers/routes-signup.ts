import { createRoute } from "@hono/zod-openapi";

import { SignedUpNumbers, SignUpNumbersBody } from "#features/numbers/schemas-signup";
import { signUpNumbers } from "#features/numbers/sign-up-numbers";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const signUp = createRoute({
  method: "post",
  path: "/numbers/embedded-signup",
  operationId: "signUpNumbers",
  summary: "Connect the numbers of an Embedded Signup",
  description:
    "Exchanges the code for the business's token and connects every number of every account that it was granted; a number that is connected already is given the token. When none can be connected, the problem is the first number's. A code is good once: a call that was cut short is made again with a new signup. Requires `numbers:write`.",
  tags: ["Numbers"],
  security: [{ bearer: [] }],
  request: { body: { required: true, ...json(SignUpNumbersBody) } },
  responses: {
    201: { description: "The numbers that are connected now", ...json(SignedUpNumbers) },
    ...refusals(
      "invalid_request",
      "not_found",
      "invalid_state",
      "email_unverified",
      "mixed_number_kinds",
      "number_taken",
      "waba_taken",
      "number_rejected",
      "meta_error",
    ),
  },
});

export const numberSignupRoutes = newRouter().openapi(signUp, async (c) =>
  c.json(await signUpNumbers(c.var.ctx, c.req.valid("json")), 201),
);
