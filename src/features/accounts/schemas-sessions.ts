import { z } from "@hono/zod-openapi";

import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** A session as its person sees it. */
export const MySession = z
  .object({
    id: idOf("session"),
    workspace_id: idOf("tenant").openapi({ description: "Id of the workspace that it is for." }),
    ip: z.string().nullable().openapi({
      description: "The network address that it was begun from; null when it is not known.",
      example: "203.0.113.7",
    }),
    user_agent: z.string().nullable().openapi({
      description: "What the program or browser called itself; null when it did not.",
      example: "Mozilla/5.0",
    }),
    current: z.boolean().openapi({ description: "Whether this call was made in it." }),
    created_at: instant("When it was begun."),
    last_used_at: instant("When its tokens were exchanged last, which happens every ten minutes."),
    expires_at: instant("When it ends by itself."),
  })
  .openapi("MySession", { description: "A place where you are signed in." });
export type MySession = z.infer<typeof MySession>;

export const MySessionPage = pageOf(MySession).openapi("MySessionPage");
export type MySessionPage = z.infer<typeof MySessionPage>;

export const MySessionParams = z.object({ id: givenId("session") });
