import { z } from "@hono/zod-openapi";

import { canonicalCidr } from "#core/cidr";
import type { ProblemCode } from "#core/errors";
import { ROLES, SCOPES, type Scope } from "#core/scopes";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { givenNumbers, toldNumbers } from "#platform/http/named-numbers";
import { visibleName } from "#platform/http/visible-name";

const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

/** An unknown scope is a problem of its own, so that a caller sees which one. */
const ScopeName = z
  .string()
  .transform((text, ctx): Scope => {
    if (isScope(text)) return text;
    ctx.addIssue({
      code: "custom",
      message: `${text.slice(0, 64)} is not a scope.`,
      params: { code: "unknown_scope" satisfies ProblemCode },
    });
    return z.NEVER;
  })
  .openapi({ type: "string", enum: [...SCOPES], example: "messages:send" });

const NETWORKS_MAX = 50;
const NETWORK_LENGTH_MAX = 64;

/** A network in its canonical spelling. */
const Cidr = z
  .string()
  .max(NETWORK_LENGTH_MAX)
  .transform((text, ctx) => {
    const canonical = canonicalCidr(text.trim());
    if (canonical !== undefined) return canonical;
    ctx.addIssue({
      code: "custom",
      message: "An IPv4 or IPv6 address, or a network such as 203.0.113.0/24.",
    });
    return z.NEVER;
  })
  .openapi({ type: "string", example: "203.0.113.0/24" });

export const CreateApiKeyBody = z
  .strictObject({
    name: visibleName(100).openapi({
      description: "What the key is for, 1 to 100 characters.",
      example: "Shop backend",
    }),
    scopes: z
      .array(ScopeName)
      .min(1)
      .max(SCOPES.length)
      .transform((scopes) => [...new Set(scopes)])
      .openapi({
        description: "What the key may do: some of what its creator may do.",
        example: ["contacts:read", "messages:send"],
      }),
    numbers: givenNumbers(
      "The numbers that it may know of, of conversations and messages too; null, or left out: those that its creator knows of.",
    ),
    ip_allow: z
      .array(Cidr)
      .min(1)
      .max(NETWORKS_MAX)
      .transform((networks) => [...new Set(networks)])
      .optional()
      .openapi({
        description:
          "The networks from which it is taken, addresses or CIDR, at most 50; from elsewhere it is as good as none. Left out: any.",
        example: ["203.0.113.0/24"],
      }),
    expires_at: z.iso.datetime({ offset: true }).optional().openapi({
      description: "RFC 3339; the key works until then. Left out: until it is deleted.",
      example: "2030-01-01T00:00:00.000Z",
    }),
  })
  .openapi("CreateApiKey");
export type CreateApiKeyBody = z.infer<typeof CreateApiKeyBody>;

/** The old secret may live on for a week. */
const OVERLAP_SECONDS_MAX = 7 * 86_400;

/** Body of `POST /v1/api-keys/{id}/rotate`. */
export const RotateApiKeyBody = z
  .strictObject({
    overlap_seconds: z.int().min(0).max(OVERLAP_SECONDS_MAX).optional().openapi({
      description:
        "For how long the old secret is taken still, at most seven days; a deletion ends it too. Left out: it ends now.",
      example: 3600,
    }),
  })
  .openapi("RotateApiKey");
export type RotateApiKeyBody = z.infer<typeof RotateApiKeyBody>;

export const ApiKeyParams = z.object({ id: givenId("apiKey") });

const core = {
  id: idOf("apiKey"),
  name: z.string().openapi({ description: "What the key is for.", example: "Shop backend" }),
  scopes: z.array(z.enum(SCOPES)).openapi({
    description: "What the key may do.",
    example: ["contacts:read", "messages:send"],
  }),
  numbers: toldNumbers("The numbers that it may know of; null: every one."),
  ip_allow: z
    .array(z.string())
    .nullable()
    .openapi({
      description: "The networks from which it is taken; null: any.",
      example: ["203.0.113.0/24"],
    }),
  created_at: instant("When the key was made."),
  expires_at: instant("Until when it works; null: until it is deleted.").nullable(),
  former_secret_until: instant(
    "Until when the secret before the last rotation is taken still; null: it is not.",
  ).nullable(),
};

export const NewApiKey = z
  .object({
    ...core,
    secret: z.string().nullable().openapi({
      description:
        "The key itself, shown once: it is not stored. Null when this answer is given again for the same `Idempotency-Key`; then rotate the key.",
      example: "wq_01k9zq3v6m8r2t4w6y8a0c2e4g_Xv3nQ8bT1mZ6cR0yL5dK9wF2hJ7pS4gA8eU3iN6oB1t0Vx4Cq",
    }),
  })
  .openapi("NewApiKey");
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKey = z
  .object({
    ...core,
    last_used_at: instant("When it was last used, to the minute; null: never.").nullable(),
  })
  .openapi("ApiKey");
export type ApiKey = z.infer<typeof ApiKey>;

export const ApiKeyPage = pageOf(ApiKey).openapi("ApiKeyPage");

export const ScopeList = z
  .object({
    data: z
      .array(
        z.object({
          scope: z.enum(SCOPES).openapi({ description: "The scope, `resource:verb`." }),
          roles: z
            .array(z.enum(ROLES))
            .openapi({ description: "Roles that hold it.", example: ["owner", "admin"] }),
        }),
      )
      .openapi({ description: "Every scope." }),
  })
  .openapi("ScopeList");
export type ScopeList = z.infer<typeof ScopeList>;
