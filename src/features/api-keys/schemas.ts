import { z } from "@hono/zod-openapi";

import type { ProblemCode } from "#core/errors";
import { ROLES, SCOPES, type Scope } from "#core/scopes";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
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
    expires_at: z.iso.datetime({ offset: true }).optional().openapi({
      description: "RFC 3339; the key works until then. Left out: until it is deleted.",
      example: "2030-01-01T00:00:00.000Z",
    }),
  })
  .openapi("CreateApiKey");
export type CreateApiKeyBody = z.infer<typeof CreateApiKeyBody>;

export const ApiKeyParams = z.object({ id: givenId("apiKey") });

const core = {
  id: idOf("apiKey"),
  name: z.string().openapi({ description: "What the key is for.", example: "Shop backend" }),
  scopes: z.array(z.enum(SCOPES)).openapi({
    description: "What the key may do.",
    example: ["contacts:read", "messages:send"],
  }),
  created_at: instant("When the key was made."),
  expires_at: instant("Until when it works; null: until it is deleted.").nullable(),
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
