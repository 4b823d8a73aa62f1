import { z } from "@hono/zod-openapi";

import { EXPORT_FORMATS, EXPORT_RESOURCES, EXPORT_STATUSES } from "#core/export/states";
import { AudienceFilter } from "#features/contacts/index";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const resource = z.enum(EXPORT_RESOURCES).openapi({
  description:
    "What goes out; `workspace`: an archive (ZIP) with a table of each, a list of the files, and the files.",
  example: "contacts",
});
const format = z.enum(EXPORT_FORMATS).openapi({
  description:
    "`csv`: RFC 4180 in UTF-8, lists and objects as JSON; a text that a spreadsheet would take for a formula is preceded by an apostrophe, but for phone numbers in the column `phone`. `ndjson`: a JSON object a line, as the API shows it.",
  example: "csv",
});

/** Body of `POST /v1/exports`. */
export const ExportBody = z
  .strictObject({
    resource,
    format: format.default("csv"),
    filter: AudienceFilter.optional(),
  })
  .refine((body) => body.filter === undefined || body.resource === "contacts", {
    path: ["filter"],
    message: "Only contacts can be filtered.",
  })
  .openapi("ExportBody");
export type ExportBody = z.infer<typeof ExportBody>;

export const ExportView = z
  .object({
    id: idOf("export"),
    status: z.enum(EXPORT_STATUSES).openapi({
      description: "`ready` once it can be fetched, `expired` when it is kept no longer.",
      example: "ready",
    }),
    resource,
    format,
    rows: z.int().openapi({ description: "Rows that are written.", example: 96_900 }),
    size: z.int().openapi({
      description: "Of the tables that are written, in bytes; files of an archive come on top.",
      example: 21_812_004,
    }),
    url: z.string().nullable().openapi({
      description:
        "A link that needs no credential, good for a quarter of an hour and for one download; read the export again for another. Null in lists, and until it is ready.",
      example:
        "https://waqtor.example/exports/exp_01k9zq3v6m8r2t4w6y8a0c2e4g?workspace=ws_01k9zq3v6m8r2t4w6y8a0c2e4g&expires=1795000500&nonce=q3N8xV2mT7yKc0bL&signature=q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAx",
    }),
    created_at: instant("When it was asked for."),
    ended_at: instant("When it was ready.").nullable(),
    expires_at: instant("Until when it can be fetched.").nullable(),
  })
  .openapi("Export", { description: "A table, or a whole workspace, as a file." });
export type ExportView = z.infer<typeof ExportView>;

export const ExportPage = pageOf(ExportView).openapi("ExportPage");

/** Query of a link. */
export const ExportLinkQuery = z.strictObject({
  workspace: z.string().max(64).openapi({
    description: "The workspace.",
    example: "ws_01k9zq3v6m8r2t4w6y8a0c2e4g",
  }),
  expires: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .openapi({
      type: "integer",
      minimum: 0,
      description: "When the link runs out, Unix seconds.",
      example: 1_795_000_500,
    }),
  nonce: z.string().max(32).openapi({
    description: "Of this link alone.",
    example: "q3N8xV2mT7yKc0bL",
  }),
  signature: z.string().max(64).openapi({
    description: "Proves that the link was made here.",
    example: "q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAx",
  }),
});
