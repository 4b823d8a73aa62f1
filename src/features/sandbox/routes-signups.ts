import { createRoute } from "@hono/zod-openapi";

import { signUp } from "#features/sandbox/sign-up";
import { SandboxSignup, SandboxSignupBody } from "#features/sandbox/signup-schemas";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const create = createRoute({
  method: "post",
  path: "/sandbox/signups",
  operationId: "sandboxSignUp",
  summary: "Go through an Embedded Signup",
  description:
    "As a business does in its browser: it makes an account with a number that is not registered yet, and the browser is given a code. Requires `sandbox:write`.",
  tags: ["Sandbox"],
  security: [{ bearer: [] }],
  request: { body: { required: true, ...json(SandboxSignupBody) } },
  responses: {
    201: { description: "The code that the browser is given", ...json(SandboxSignup) },
    ...refusals("invalid_request", "number_rejected"),
  },
});

export const sandboxSignupRoutes = newRouter().openapi(create, async (c) =>
  c.json(await signUp(c.var.ctx, c.req.valid("json")), 201),
);
