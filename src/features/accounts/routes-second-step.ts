/** The second step of signing in, for people who set it up. */
import { createRoute } from "@hono/zod-openapi";

import {
  confirmSecondStep,
  removeSecondStep,
  startSecondStep,
} from "#features/accounts/manage-second-step";
import {
  ConfirmSecondStepBody,
  NewSecondStep,
  StepUpBody,
} from "#features/accounts/schemas-second-step";
import { json, refusals } from "#platform/http/contract";
import { nameWithoutSecret } from "#platform/http/idempotency";
import { newRouter } from "#platform/http/router";
import { asPerson } from "#platform/person";

const secured = { tags: ["Accounts"], security: [{ bearer: [] }] };
const stepUpBody = { body: { required: false, ...json(StepUpBody) } };
const STEP_UP = ["invalid_request", "invalid_state", "reauth_required"] as const;

const start = createRoute({
  ...secured,
  method: "post",
  path: "/me/mfa",
  operationId: "startSecondStep",
  summary: "Begin to use an app that makes codes",
  description:
    "Time-based codes (RFC 6238: SHA-1, six digits, 30 seconds). Sign-in asks for them once one was confirmed. More than ten minutes after signing in the password is needed. Only for people.",
  request: stepUpBody,
  responses: {
    200: { description: "The seed and the recovery codes", ...json(NewSecondStep) },
    ...refusals(...STEP_UP),
  },
});

const confirm = createRoute({
  ...secured,
  method: "post",
  path: "/me/mfa/confirm",
  operationId: "confirmSecondStep",
  summary: "Confirm the app by one of its codes",
  description:
    "From now on sign-in asks for a code. Five tries in a quarter of an hour. Only for people.",
  request: { body: { required: true, ...json(ConfirmSecondStepBody) } },
  responses: {
    204: { description: "Sign-in asks for a second step" },
    ...refusals("invalid_request", "invalid_state", "invalid_credentials"),
  },
});

const remove = createRoute({
  ...secured,
  method: "delete",
  path: "/me/mfa",
  operationId: "removeSecondStep",
  summary: "Sign in by password alone again",
  description:
    "Forgets the app and its recovery codes. More than ten minutes after signing in the password is needed. Only for people.",
  request: stepUpBody,
  responses: {
    204: { description: "Sign-in asks for no second step" },
    ...refusals(...STEP_UP),
  },
});

export const secondStepRoutes = newRouter()
  .openapi(start, async (c) => {
    const caller = asPerson(await nameWithoutSecret(c, {}));
    return c.json(await startSecondStep(caller, c.req.valid("json")), 200);
  })
  .openapi(confirm, async (c) => {
    await confirmSecondStep(asPerson(c.var.caller), c.req.valid("json"));
    return c.body(null, 204);
  })
  .openapi(remove, async (c) => {
    const caller = asPerson(await nameWithoutSecret(c, {}));
    await removeSecondStep(caller, c.req.valid("json"));
    return c.body(null, 204);
  });
