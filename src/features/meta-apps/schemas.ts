import { z } from "@hono/zod-openapi";

import { pageOf } from "#platform/http/cursor";
import { instant } from "#platform/http/instant";

/** Ids of Meta's apps are digits; the sandbox's own begins with 0. */
const APP_ID = /^[1-9][0-9]{0,31}$/;

const EXAMPLE = "670843887433847";

/** An id of a Meta app in a body. */
export const MetaAppId = z
  .string()
  .regex(APP_ID, "Must be the id of a Meta app: digits only.")
  .openapi({ description: "Meta's id of the app.", example: EXAMPLE });

export const MetaAppParams = z.object({
  app_id: z
    .string()
    .max(64)
    .openapi({
      param: { name: "app_id", in: "path", description: "Meta's id of the app." },
      description: "Meta's id of the app.",
      example: EXAMPLE,
    }),
});

/** A visible ASCII text without comma: what a secret of Meta is made of. */
const SECRETS = /^[\x21-\x2b\x2d-\x7e]{16,128}(?:,[\x21-\x2b\x2d-\x7e]{16,128})?$/;

export const SaveMetaAppBody = z
  .strictObject({
    app_id: MetaAppId,
    app_secret: z
      .string()
      .regex(SECRETS, "Must be `new` or `new,old`, each of 16 to 128 visible characters.")
      .openapi({
        description:
          "The app secret of its dashboard; `new,old` while it is rotated: webhooks that either signed are taken then. Sealed at once and never returned.",
        example: "7c3f1b0a9d2e4f6081a2b3c4d5e6f708",
      }),
  })
  .openapi("SaveMetaAppBody");
export type SaveMetaAppBody = z.infer<typeof SaveMetaAppBody>;

export const MetaAppView = z
  .object({
    app_id: z.string().openapi({ description: "Meta's id of the app.", example: EXAMPLE }),
    callback_url: z.string().openapi({
      description: "The callback URL to enter in the app's dashboard.",
      example: `https://waqtor.example/webhooks/meta/${EXAMPLE}`,
    }),
    verify_token: z.string().openapi({
      description: "The verify token to enter beside it; it stays when the secret is replaced.",
      example: "q1Zr8mXcT0bVh3nL5sKp7wYd9eGf2aJu",
    }),
    created_at: instant("When it was added."),
    updated_at: instant("When its secret was last given."),
  })
  .openapi("MetaApp");
export type MetaAppView = z.infer<typeof MetaAppView>;

export const MetaAppPage = pageOf(MetaAppView).openapi("MetaAppPage");
