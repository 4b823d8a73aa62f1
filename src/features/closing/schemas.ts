import { z } from "@hono/zod-openapi";

import { GivenPassword } from "#features/accounts/index";
import { instant } from "#platform/http/instant";

/** Body of `DELETE /v1/workspace`. */
export const CloseWorkspaceBody = z
  .strictObject({
    confirm: z.string().min(1).max(100).openapi({
      description: "The workspace's name, letter by letter.",
      example: "Bluebird Books",
    }),
    password: GivenPassword,
  })
  .openapi("CloseWorkspace");
export type CloseWorkspaceBody = z.infer<typeof CloseWorkspaceBody>;

export const ClosingView = z
  .object({
    closing_at: instant(
      "When the workspace is deleted for good. Until then an owner can restore it.",
    ),
  })
  .openapi("Closing");
export type ClosingView = z.infer<typeof ClosingView>;
