import { z } from "@hono/zod-openapi";

import { ROLES } from "#core/scopes";
import { User } from "#features/accounts/schemas";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const origin = {
  ip: z
    .string()
    .nullable()
    .openapi({ description: "The IP address; null when none was known.", example: "203.0.113.9" }),
  user_agent: z
    .string()
    .nullable()
    .openapi({ description: "The User-Agent; null when none was sent.", example: "curl/8.5.0" }),
};

/** What is kept of an account. */
export const MyExport = z
  .object({
    user: z
      .object({
        ...User.shape,
        policy_accepted_at: instant("When the privacy policy was accepted."),
        created_at: instant("When the account was made."),
        updated_at: instant("When it was last changed."),
      })
      .openapi({ description: "The account." }),
    workspaces: z
      .array(
        z.object({
          id: idOf("tenant"),
          name: z
            .string()
            .openapi({ description: "The workspace's name.", example: "Analytical Engines" }),
          role: z.enum(ROLES).openapi({ description: "What the person is in it." }),
          joined_at: instant("Since when."),
        }),
      )
      .openapi({ description: "Where the person works." }),
    sessions: z
      .array(
        z.object({
          id: idOf("session"),
          ...origin,
          created_at: instant("When the person signed in."),
          last_used_at: instant("When it was last used."),
          revoked_at: instant("When it was ended.").nullable(),
        }),
      )
      .openapi({ description: "Sign-ins, newest first, at most 1,000." }),
    acts: z
      .array(
        z.object({
          at: instant("When."),
          action: z.string().openapi({ description: "What was done.", example: "session.start" }),
          target: z.string().nullable().openapi({
            description: "What it was done to.",
            example: "ses_01k9zq3v6m8r2t4w6y8a0c2e4g",
          }),
          ...origin,
        }),
      )
      .openapi({
        description:
          "What the person did to accounts, keys and workspaces, newest first, at most 1,000. Acts inside a workspace are in its own audit log.",
      }),
  })
  .openapi("MyExport", { description: "Everything that is kept of the caller's account." });
export type MyExport = z.infer<typeof MyExport>;
