import { z } from "@hono/zod-openapi";

import { instant } from "#platform/http/instant";
import { visibleName } from "#platform/http/visible-name";

/** Body of `POST /v1/sandbox/signups`. */
export const SandboxSignupBody = z
  .strictObject({
    name: visibleName(100).optional().openapi({
      description: "The verified name of the business's number, 1 to 100 characters.",
      example: "Padaria Almeida",
    }),
    throughput_mps: z.int().min(1).max(1000).optional().openapi({
      description: "Messages per second that the sandbox accepts; 80 when absent.",
      example: 80,
    }),
    messaging_limit: z.int().min(1).max(10_000_000).nullable().optional().openapi({
      description: "Unique people per moving 24 hours; null = unlimited.",
      example: 250,
    }),
  })
  .openapi("SandboxSignupBody");
export type SandboxSignupBody = z.infer<typeof SandboxSignupBody>;

export const SandboxSignup = z
  .object({
    code: z.string().openapi({
      description: "For `POST /v1/numbers/embedded-signup` with `kind: sandbox`; good once.",
      example: "AQsandbox58213377190264581937720015938471",
    }),
    expires_at: instant("Until when it is good, by the sandbox's clock: 30 seconds."),
  })
  .openapi("SandboxSignup");
export type SandboxSignup = z.infer<typeof SandboxSignup>;
