import { z } from "@hono/zod-openapi";

import { isPhoneCountry } from "#core/contact/phone";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { timeZone } from "#platform/http/time-zone";
import { visibleName } from "#platform/http/visible-name";

const country = z
  .string()
  .refine(isPhoneCountry, "Must be a country's two capital letters (ISO 3166-1).");

/** Body of `PATCH /v1/workspace`. */
export const UpdateWorkspaceBody = z
  .strictObject({
    name: visibleName(100)
      .optional()
      .openapi({ description: "1 to 100 characters.", example: "Bluebird Books" }),
    timezone: timeZone
      .optional()
      .openapi({ description: "A time zone, an IANA name.", example: "Europe/Madrid" }),
    settings: z
      .strictObject({
        default_country: country.nullable().optional().openapi({
          description: "Reads phone numbers that have no country code; null asks for one again.",
          example: "ES",
        }),
      })
      .optional()
      .openapi({ description: "Given members are merged.", example: { default_country: "ES" } }),
  })
  .openapi("UpdateWorkspaceBody");
export type UpdateWorkspaceBody = z.infer<typeof UpdateWorkspaceBody>;

export const WorkspaceView = z
  .object({
    id: idOf("tenant"),
    name: z.string().openapi({ description: "The workspace's name.", example: "Bluebird Books" }),
    timezone: z.string().openapi({
      description: "The workspace's time zone, an IANA name.",
      example: "Europe/Madrid",
    }),
    settings: z
      .object({
        default_country: z.string().nullable().openapi({
          description:
            "Reads phone numbers that have no country code; null refuses them. ISO 3166-1, two letters.",
          example: "ES",
        }),
      })
      .openapi({ description: "How the workspace behaves." }),
    closing_at: instant(
      "When it is deleted for good, because an owner closed it; null while it is open.",
    ).nullable(),
  })
  .openapi("Workspace");
export type WorkspaceView = z.infer<typeof WorkspaceView>;
