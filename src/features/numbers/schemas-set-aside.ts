import { z } from "@hono/zod-openapi";

import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

export const SetAsideView = z
  .object({
    number_id: idOf("number"),
    data: z
      .array(
        z.object({
          reason: z.enum(["disconnected", "wrong_app"]).openapi({
            description:
              "Why nothing was done with them: the number was disconnected before, or they came under another Meta app than its own.",
          }),
          count: z.int().openapi({
            description: "How many, among the last 1,000 deliveries of its account.",
            example: 3,
          }),
          last_at: instant("When the last of them came."),
        }),
      )
      .openapi({ description: "One for each reason that there is." }),
  })
  .openapi("NumberSetAside");
export type SetAsideView = z.infer<typeof SetAsideView>;
