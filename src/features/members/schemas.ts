import { z } from "@hono/zod-openapi";

import { ROLES } from "#core/scopes";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

export const MemberView = z
  .object({
    id: idOf("user").openapi({ description: "Whom conversations are given to, and notes name." }),
    full_name: z.string().openapi({ description: "What they are called.", example: "Ada Almeida" }),
    role: z.enum(ROLES).openapi({ description: "What they are in the workspace." }),
    email: z.string().nullable().openapi({
      description: "Where they are reached; null unless you hold `team:read`.",
      example: "ada@example.com",
    }),
    joined_at: instant("Since when they are here."),
  })
  .openapi("Member", { description: "Somebody who works in the workspace." });
export type MemberView = z.infer<typeof MemberView>;

export const MemberPage = pageOf(MemberView).openapi("MemberPage");
export type MemberPage = z.infer<typeof MemberPage>;
