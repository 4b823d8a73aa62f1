import { z } from "@hono/zod-openapi";

import { Holidays, ToldHolidays, Weekly, WholeWeek } from "#core/hours/business-hours";
import { instant } from "#platform/http/instant";

const timezone = z.string().min(1).max(64).openapi({
  description: "IANA name of the zone whose clocks the hours mean.",
  example: "America/Sao_Paulo",
});

/** Body of `PUT /v1/business-hours`. */
export const BusinessHoursBody = z
  .strictObject({
    timezone: timezone
      .optional()
      .openapi({ description: "IANA name of the zone; the workspace's when absent." }),
    weekly: Weekly,
    holidays: Holidays.default([]),
  })
  .openapi("BusinessHoursBody", {
    example: {
      timezone: "America/Sao_Paulo",
      weekly: { mon: [["09:00", "18:00"]], fri: [["09:00", "12:00"]] },
      holidays: [{ date: "2026-12-25", name: "Christmas" }],
    },
  });
export type BusinessHoursBody = z.infer<typeof BusinessHoursBody>;

export const BusinessHoursView = z
  .object({
    timezone,
    weekly: WholeWeek,
    holidays: ToldHolidays,
    is_open: z.boolean().openapi({ description: "Whether it is open now.", example: true }),
    next_opening: instant(
      "When it is open next: now while it is open, null when it never is.",
    ).nullable(),
    updated_at: instant(
      "When the hours were written; null while nobody has: then it is always open.",
    ).nullable(),
  })
  .openapi("BusinessHours");
export type BusinessHoursView = z.infer<typeof BusinessHoursView>;
