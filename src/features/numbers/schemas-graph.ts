import { z } from "@hono/zod-openapi";

import { NumberView } from "#features/numbers/schemas";
import { orNull } from "#platform/http/contract";

/** How a client library reaches the Graph API of a sandbox number. */
export const GraphAccess = z
  .object({
    url: z.string().openapi({
      description:
        "What a client library is given in the place of `https://graph.facebook.com`; the version follows it.",
      example: "https://waqtor.example/graph",
    }),
    token: z.string().nullable().openapi({
      description:
        "The access token of this number. Shown once; null when the call is answered again.",
      example: "wqg_01kaw8d2m5f3v9t7r1q4x6z8b0_Vb7nQ2xT9kLm4wEr6yUi8oPa3sDf5gHj1zXc0vBn2mQ04kT9d",
    }),
  })
  .openapi("GraphAccess");
export type GraphAccess = z.infer<typeof GraphAccess>;

/** A number as the call that connects it answers. */
export const ConnectedNumber = z
  .object({
    ...NumberView.shape,
    graph: orNull(GraphAccess).openapi({
      description:
        "The Graph API of a sandbox number, for any client library; null for a cloud number.",
    }),
  })
  .openapi("ConnectedNumber");
export type ConnectedNumber = z.infer<typeof ConnectedNumber>;

const url = z.string().max(2048).openapi({
  description:
    "An `https` URL on the public network. It answers a GET with `hub.challenge` as Meta wants it, and a POST with 200.",
  example: "https://shop.example/whatsapp",
});

export const GraphWebhookBody = z
  .strictObject({
    url,
    verify_token: z.string().min(1).max(1000).optional().openapi({
      description: "What the handshake gives as `hub.verify_token`; empty when absent.",
      example: "a word that the receiver knows",
    }),
  })
  .openapi("GraphWebhookBody");
export type GraphWebhookBody = z.infer<typeof GraphWebhookBody>;

export const GraphWebhookView = z
  .object({
    url: z.string().nullable().openapi({
      description: "Where the number's webhooks go beside this platform; null: nowhere.",
      example: "https://shop.example/whatsapp",
    }),
  })
  .openapi("GraphWebhookAddress");
export type GraphWebhookView = z.infer<typeof GraphWebhookView>;

export const GraphWebhook = z
  .object({
    url,
    secret: z.string().nullable().openapi({
      description:
        "Signs each webhook as an app secret does, in `X-Hub-Signature-256`. Shown once; null when the call is answered again.",
      example: "9f86d081884c7d659a2feaa0c55ad015",
    }),
  })
  .openapi("GraphWebhook");
export type GraphWebhook = z.infer<typeof GraphWebhook>;
