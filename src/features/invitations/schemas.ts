import { z } from "@hono/zod-openapi";

import { INVITED_ROLES, ROLES } from "#core/scopes";
import { pageOf } from "#platform/http/cursor";
import { Email } from "#platform/http/email";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { givenNumbers, toldNumbers } from "#platform/http/named-numbers";

const TOKEN_EXAMPLE = "wqi_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq";
const TOKEN_MAX = 256;

/** An invitation's token as a caller gives it. */
export const GivenToken = z.string().min(1).max(TOKEN_MAX).openapi({
  description: "The token of an open invitation for this e-mail address. It works once.",
  example: TOKEN_EXAMPLE,
});

/** Body of `POST /v1/invitations`. */
export const CreateInvitationBody = z
  .strictObject({
    email: Email,
    role: z.enum(INVITED_ROLES).openapi({
      description: "What the person will be in the workspace; nothing that may do more than you.",
      example: "agent",
    }),
    numbers: givenNumbers(
      "The numbers that the person will know of; null, or left out: those that you know of.",
    ),
  })
  .openapi("CreateInvitation");
export type CreateInvitationBody = z.infer<typeof CreateInvitationBody>;

/** Body of `POST /v1/invitations/accept`. */
export const AcceptInvitationBody = z
  .strictObject({ token: GivenToken })
  .openapi("AcceptInvitation");
export type AcceptInvitationBody = z.infer<typeof AcceptInvitationBody>;

export const InvitationParams = z.object({ id: givenId("invitation") });

const core = {
  id: idOf("invitation"),
  email: z.string().openapi({
    description: "Who is invited, in lower case: nobody else can use it.",
    example: "ada@example.com",
  }),
  role: z.enum(ROLES).openapi({ description: "What the person will be in the workspace." }),
  numbers: toldNumbers("The numbers that the person will know of; null: every one."),
  status: z.enum(["pending", "accepted", "expired"]).openapi({
    description: "Whether it can still be used. A revoked one is not told any more.",
  }),
  created_at: instant("When it was made."),
  expires_at: instant("Until when it can be used: seven days."),
};

export const Invitation = z.object(core).openapi("Invitation");
export type Invitation = z.infer<typeof Invitation>;

export const NewInvitation = z
  .object({
    ...core,
    token: z.string().nullable().openapi({
      description:
        "What the person registers or accepts with, shown once: it is not stored. The letter to the person holds another one. Null when this answer is given again for the same `Idempotency-Key`; then revoke it and make another.",
      example: TOKEN_EXAMPLE,
    }),
  })
  .openapi("NewInvitation");
export type NewInvitation = z.infer<typeof NewInvitation>;

export const InvitationPage = pageOf(Invitation).openapi("InvitationPage");
export type InvitationPage = z.infer<typeof InvitationPage>;

export const JoinedWorkspace = z
  .object({
    workspace: z
      .object({
        id: idOf("tenant"),
        name: z
          .string()
          .openapi({ description: "The workspace's name.", example: "Analytical Engines" }),
      })
      .openapi({ description: "Sign in with its id as `workspace_id` to work there." }),
    role: z.enum(ROLES).openapi({ description: "What you are in it." }),
  })
  .openapi("JoinedWorkspace");
export type JoinedWorkspace = z.infer<typeof JoinedWorkspace>;
