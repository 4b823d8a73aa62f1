import { z } from "@hono/zod-openapi";

import type { ProblemCode } from "#core/errors";
import { ROLES, SCOPES } from "#core/scopes";
import { isTimeZone } from "#core/time-zone";
import { givenId, idOf } from "#platform/http/id-of";
import { visibleName } from "#platform/http/visible-name";

const PASSWORD_BYTES_MIN = 8;
const PASSWORD_BYTES_MAX = 256;
const EMAIL_MAX = 254;

/** Trimmed and in lower case: that spelling is the account's, and the one that must be unique. */
const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(EMAIL_MAX)
  .regex(z.regexes.email, "must be an e-mail address.")
  .openapi({ format: "email", example: "ada@example.com" });

/** Length counts bytes of UTF-8. Nothing is trimmed or normalised. */
const NewPassword = z
  .string()
  .superRefine((text, ctx) => {
    const size = new TextEncoder().encode(text).length;
    const refuse = (code: ProblemCode, message: string) =>
      ctx.addIssue({ code: "custom", message, params: { code } });
    if (!text.isWellFormed() || text.includes("\0"))
      refuse("invalid_unicode", "must be whole Unicode without NUL.");
    else if (size < PASSWORD_BYTES_MIN) refuse("password_too_short", "must have 8 bytes or more.");
    else if (size > PASSWORD_BYTES_MAX) refuse("password_too_long", "must have 256 bytes or less.");
  })
  .openapi({
    description: "8 to 256 bytes of UTF-8, taken as it is.",
    example: "correct horse battery staple",
  });

const TimeZone = z
  .string()
  .refine(isTimeZone, {
    message: "must be an IANA time zone such as Europe/Madrid; offsets are not zones.",
    params: { code: "invalid_timezone" satisfies ProblemCode },
  })
  .openapi({ description: "IANA name, alias or `UTC`.", example: "America/Sao_Paulo" });

const Locale = z
  .string()
  .max(35)
  .refine(isLocale, "must be a BCP 47 language tag such as en or pt-BR.")
  .openapi({ description: "BCP 47 language tag.", example: "en" });

export const RegisterBody = z
  .strictObject({
    full_name: visibleName(200).openapi({ example: "Ada Lovelace" }),
    email: Email,
    timezone: TimeZone,
    password: NewPassword,
    workspace_name: visibleName(100).optional().openapi({
      description: "Defaults to one made from the full name.",
      example: "Analytical Engines",
    }),
    locale: Locale.default("en"),
    accept_policy: z.literal(true).openapi({
      description: "That the person accepts the privacy policy. Nothing else than `true` is taken.",
    }),
  })
  .openapi("Register");
export type RegisterBody = z.infer<typeof RegisterBody>;

export const LoginBody = z
  .strictObject({
    email: Email,
    password: z.string().min(1).openapi({ example: "correct horse battery staple" }),
    workspace_id: givenId("tenant").optional().openapi({
      description: "Which of the person's workspaces; the oldest when left out.",
    }),
  })
  .openapi("Login");
export type LoginBody = z.infer<typeof LoginBody>;

export const RefreshBody = z
  .strictObject({
    refresh_token: z.string().min(1).max(256).openapi({
      description: "The latest one of the session. It works once.",
      example: "wqr_mF8eYvO3nJk2h0Q7c1xT5bR9sWz4uLd6aGi8pKfEoNq",
    }),
  })
  .openapi("Refresh");
export type RefreshBody = z.infer<typeof RefreshBody>;

export const UpdateMeBody = z
  .strictObject({
    full_name: visibleName(200).optional().openapi({ example: "Ada King" }),
    timezone: TimeZone.optional(),
    locale: Locale.optional(),
  })
  .openapi("UpdateMe");
export type UpdateMeBody = z.infer<typeof UpdateMeBody>;

const User = z
  .object({
    id: idOf("user"),
    full_name: z.string().openapi({ example: "Ada Lovelace" }),
    email: z.string().openapi({ example: "ada@example.com" }),
    timezone: z.string().openapi({ example: "America/Sao_Paulo" }),
    locale: z.string().openapi({ example: "en" }),
    email_verified: z.boolean(),
  })
  .openapi("User");
export type User = z.infer<typeof User>;

/** The workspace as its people see it beside themselves; `GET /v1/workspace` tells its settings too. */
const WorkspaceSummary = z
  .object({
    id: idOf("tenant"),
    name: z.string().openapi({ example: "Analytical Engines" }),
    timezone: z.string().openapi({ example: "America/Sao_Paulo" }),
  })
  .openapi("WorkspaceSummary");
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>;

/** What sign-up, sign-in and refresh answer. */
export const SignedIn = z
  .object({
    user: User,
    workspace: WorkspaceSummary,
    access_token: z.string().openapi({ description: "JWT, for the Authorization header." }),
    refresh_token: z.string().openapi({ description: "Opaque, works once." }),
    token_type: z.literal("Bearer"),
    expires_in: z.int().openapi({ description: "Seconds the access token lives.", example: 600 }),
  })
  .openapi("SignedIn");
export type SignedIn = z.infer<typeof SignedIn>;

export const Me = User.extend({
  workspace: WorkspaceSummary,
  role: z.enum(ROLES),
  scopes: z.array(z.enum(SCOPES)).openapi({ description: "What the role may do." }),
  created_at: z.iso.datetime().openapi({ description: "RFC 3339, UTC." }),
}).openapi("Me");
export type Me = z.infer<typeof Me>;

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
