import { z } from "@hono/zod-openapi";

import { isGuessable } from "#core/account/guessable-password";
import { SESSION_KINDS } from "#core/account/session-kind";
import type { ProblemCode } from "#core/errors";
import { ROLES, SCOPES } from "#core/scopes";
import { GivenToken } from "#features/invitations/index";
import { Email } from "#platform/http/email";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { timeZone } from "#platform/http/time-zone";
import { visibleName } from "#platform/http/visible-name";

const PASSWORD_BYTES_MIN = 8;
const PASSWORD_BYTES_MAX = 256;
const REFRESH_TOKEN_EXAMPLE = "wqr_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq";

const guessable = {
  code: "custom",
  message: "must not be blank, common, or your own e-mail address or name.",
  params: { code: "breached_password" satisfies ProblemCode },
} as const;

/** Length counts bytes of UTF-8. Nothing is trimmed or normalised. */
export const NewPassword = z
  .string()
  .superRefine((text, ctx) => {
    const size = new TextEncoder().encode(text).length;
    const refuse = (code: ProblemCode, message: string) =>
      ctx.addIssue({ code: "custom", message, params: { code } });
    if (!text.isWellFormed() || text.includes("\0"))
      refuse("invalid_unicode", "must be whole Unicode without NUL.");
    else if (size < PASSWORD_BYTES_MIN) refuse("password_too_short", "must have 8 bytes or more.");
    else if (size > PASSWORD_BYTES_MAX) refuse("password_too_long", "must have 256 bytes or less.");
    else if (isGuessable(text)) ctx.addIssue(guessable);
  })
  .openapi({
    description:
      "8 to 256 bytes of UTF-8, taken as it is. Blank and common ones are refused, and the person's own e-mail address or name.",
    example: "correct horse battery staple",
  });

const TimeZone = timeZone.openapi({
  description: "The person's time zone: an IANA name, alias or `UTC`.",
  example: "America/Sao_Paulo",
});

/** Where the refresh token of a session is kept. */
const SessionKind = z.enum(SESSION_KINDS).default("token").openapi({
  description:
    "Where the refresh token goes. `cookie`: into an HttpOnly cookie and not into the answer, for pages of this origin.",
});

const Locale = z
  .string()
  .max(35)
  .refine(isLocale, "must be a BCP 47 language tag such as en or pt-BR.")
  .openapi({ description: "The person's language as a BCP 47 tag.", example: "en" });

const fullName = visibleName(200).openapi({
  description: "The person's name, 1 to 200 characters.",
  example: "Ada Lovelace",
});

/** Body of `POST /v1/auth/register`. */
export const RegisterBody = z
  .strictObject({
    full_name: fullName,
    email: Email,
    timezone: TimeZone,
    password: NewPassword,
    workspace_name: visibleName(100).optional().openapi({
      description:
        "1 to 100 characters. Defaults to one made from the full name; not used when the invitation is to a workspace.",
      example: "Analytical Engines",
    }),
    locale: Locale.default("en"),
    invitation: GivenToken.optional(),
    session: SessionKind,
    accept_policy: z.literal(true).openapi({
      description: "That the person accepts the privacy policy. Nothing else than `true` is taken.",
    }),
  })
  .superRefine(({ password, email, full_name }, ctx) => {
    // A password that is refused by itself has said so at its own member.
    if (isGuessable(password, [email, full_name]) && !isGuessable(password))
      ctx.addIssue({ ...guessable, path: ["password"] });
  })
  .openapi("Register");
export type RegisterBody = z.infer<typeof RegisterBody>;

/** The password that an account has, as somebody gives it. */
export const GivenPassword = z
  .string()
  .min(1)
  .max(PASSWORD_BYTES_MAX)
  .openapi({ description: "The account's password.", example: "correct horse battery staple" });

/** Body of `DELETE /v1/me`. */
export const DeleteMeBody = z.strictObject({ password: GivenPassword }).openapi("DeleteMe");
export type DeleteMeBody = z.infer<typeof DeleteMeBody>;

/** Body of `POST /v1/auth/login`. */
export const LoginBody = z
  .strictObject({
    email: Email,
    password: GivenPassword,
    session: SessionKind,
    workspace_id: givenId("tenant").optional().openapi({
      description: "Which of the person's workspaces; the oldest when left out.",
    }),
  })
  .openapi("Login");
export type LoginBody = z.infer<typeof LoginBody>;

/** Body of `POST /v1/auth/refresh`. */
export const RefreshBody = z
  .strictObject({
    refresh_token: z.string().min(1).max(256).optional().openapi({
      description: "The latest one of the session. Without one the session cookie is meant.",
      example: REFRESH_TOKEN_EXAMPLE,
    }),
  })
  .openapi("Refresh");
export type RefreshBody = z.infer<typeof RefreshBody>;

/** Body of `PATCH /v1/me`: absent members stay. */
export const UpdateMeBody = z
  .strictObject({
    full_name: fullName.optional(),
    timezone: TimeZone.optional(),
    locale: Locale.optional(),
  })
  .openapi("UpdateMe");
export type UpdateMeBody = z.infer<typeof UpdateMeBody>;

const user = {
  id: idOf("user"),
  full_name: z.string().openapi({ description: "The person's name.", example: "Ada Lovelace" }),
  email: z.string().openapi({
    description: "The person's e-mail address, in lower case.",
    example: "ada@example.com",
  }),
  timezone: z.string().openapi({
    description: "The person's time zone, an IANA name.",
    example: "America/Sao_Paulo",
  }),
  locale: z.string().openapi({ description: "The person's language, BCP 47.", example: "en" }),
  email_verified: z.boolean().openapi({
    description: "Whether the person has proven to read that e-mail address.",
    example: false,
  }),
};

export const User = z.object(user).openapi("User", { description: "The person who signed in." });
export type User = z.infer<typeof User>;

/** The workspace as its people see it beside themselves; `GET /v1/workspace` tells its settings too. */
const WorkspaceSummary = z
  .object({
    id: idOf("tenant"),
    name: z
      .string()
      .openapi({ description: "The workspace's name.", example: "Analytical Engines" }),
    timezone: z.string().openapi({
      description: "The workspace's time zone, an IANA name.",
      example: "America/Sao_Paulo",
    }),
  })
  .openapi("WorkspaceSummary", { description: "The workspace that the session is for." });
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>;

const membership = {
  role: z.enum(ROLES).openapi({ description: "What the person is in this workspace." }),
  scopes: z
    .array(z.enum(SCOPES))
    .openapi({ description: "What the role may do.", example: ["numbers:read"] }),
};

/** What sign-up, sign-in and refresh answer. */
export const SignedIn = z
  .object({
    user: User,
    workspace: WorkspaceSummary,
    ...membership,
    access_token: z.string().openapi({
      description: "JWT, for the `Authorization` header.",
      example: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c3JfMDFrOSJ9.c2lnbmF0dXJl",
    }),
    refresh_token: z.string().optional().openapi({
      description:
        "Opaque; exchange it for new tokens. It works once. Absent when it went into the session cookie.",
      example: REFRESH_TOKEN_EXAMPLE,
    }),
    token_type: z.literal("Bearer").openapi({ description: "How to send the access token." }),
    expires_in: z.int().openapi({ description: "Seconds the access token lives.", example: 600 }),
  })
  .openapi("SignedIn");
export type SignedIn = z.infer<typeof SignedIn>;

/** What sign-in answers when the password is right and a second step is due. */
export const SecondStepDue = z
  .object({
    mfa_required: z.literal(true).openapi({ description: "That no session was begun yet." }),
    mfa_token: z.string().openapi({
      description: "For `POST /v1/auth/mfa`, within five minutes.",
      example: "wqm_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq",
    }),
  })
  .openapi("SecondStepDue");
export type SecondStepDue = z.infer<typeof SecondStepDue>;

export const Me = z
  .object({
    ...user,
    mfa_enabled: z.boolean().openapi({ description: "Whether sign-in asks for a second step." }),
    workspace: WorkspaceSummary,
    ...membership,
    policy: z
      .object({
        accepted_at: instant("When it was accepted."),
        version: z.string().nullable().openapi({
          description:
            "The version of the policy here, or the address of one that stands elsewhere; null of accounts from before it was kept.",
          example: "2026-11-28",
        }),
        sha256: z.string().nullable().openapi({
          description: "SHA-256 of its words in all languages, hex; null when they are not known.",
          example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        }),
      })
      .openapi({ description: "The privacy policy that the person accepted." }),
    created_at: instant("When the account was made."),
  })
  .openapi("Me");
export type Me = z.infer<typeof Me>;

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
