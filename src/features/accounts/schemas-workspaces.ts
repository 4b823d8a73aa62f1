import { z } from "@hono/zod-openapi";

import { ROLES } from "#core/scopes";
import { GivenToken } from "#features/invitations/index";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { timeZone } from "#platform/http/time-zone";
import { visibleName } from "#platform/http/visible-name";

/** A workspace of somebody's. */
export const MyWorkspace = z
  .object({
    id: idOf("tenant"),
    name: z
      .string()
      .openapi({ description: "The workspace's name.", example: "Analytical Engines" }),
    timezone: z.string().openapi({
      description: "The workspace's time zone, an IANA name.",
      example: "America/Sao_Paulo",
    }),
    role: z.enum(ROLES).openapi({ description: "What you are in it." }),
    current: z.boolean().openapi({ description: "Whether this session is for it." }),
    joined_at: instant("Since when you are in it."),
  })
  .openapi("MyWorkspace", { description: "A workspace that you work in." });
export type MyWorkspace = z.infer<typeof MyWorkspace>;

export const MyWorkspacePage = pageOf(MyWorkspace).openapi("MyWorkspacePage");
export type MyWorkspacePage = z.infer<typeof MyWorkspacePage>;

/** Body of `POST /v1/workspaces`. */
export const CreateWorkspaceBody = z
  .strictObject({
    name: visibleName(100).openapi({
      description: "1 to 100 characters.",
      example: "Analytical Engines",
    }),
    timezone: timeZone.optional().openapi({
      description: "An IANA name; your own time zone when left out.",
      example: "America/Sao_Paulo",
    }),
    invitation: GivenToken.optional().openapi({
      description: "Of the operator's, for your address, where registering takes one.",
    }),
  })
  .openapi("CreateWorkspace");
export type CreateWorkspaceBody = z.infer<typeof CreateWorkspaceBody>;

/** Body of `POST /v1/auth/switch`. */
export const SwitchBody = z
  .strictObject({
    workspace_id: givenId("tenant").openapi({ description: "A workspace that you work in." }),
  })
  .openapi("Switch");
