import { z } from "@hono/zod-openapi";

import { ROLES } from "#core/scopes";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { givenNumbers, toldNumbers } from "#platform/http/named-numbers";

export const MemberView = z
  .object({
    id: idOf("user").openapi({ description: "Whom conversations are given to, and notes name." }),
    full_name: z.string().openapi({ description: "What they are called.", example: "Ada Almeida" }),
    role: z.enum(ROLES).openapi({ description: "What they are in the workspace." }),
    numbers: toldNumbers("The numbers that they may know of; null: every one."),
    email: z.string().nullable().openapi({
      description: "Where they are reached; null unless you hold `team:read`.",
      example: "ada@example.com",
    }),
    joined_at: instant("Since when they are here."),
  })
  .openapi("Member", { description: "Somebody who works in the workspace." });
export type MemberView = z.infer<typeof MemberView>;

/** Body of `PATCH /v1/members/{id}`; what is left out stays. */
export const UpdateMemberBody = z
  .strictObject({
    role: z.enum(ROLES).optional().openapi({
      description:
        "What they are to be: nothing that may do more than you. Ownership is given and taken by owners alone.",
      example: "manager",
    }),
    numbers: givenNumbers(
      "The numbers that they may know of, of conversations and messages too; null: every one. An owner has every one.",
    ),
  })
  .openapi("UpdateMember");
export type UpdateMemberBody = z.infer<typeof UpdateMemberBody>;

export const MemberPage = pageOf(MemberView).openapi("MemberPage");
export type MemberPage = z.infer<typeof MemberPage>;
