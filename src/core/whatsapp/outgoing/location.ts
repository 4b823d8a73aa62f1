import { z } from "zod";

import { coded, textUpTo } from "#core/whatsapp/outgoing/parts";

/** Meta's documents show texts, its examples numbers: both are taken. */
const degrees = (max: number, description: string, example: number) =>
  z
    .union([z.number(), z.string().regex(/^[+-]?\d{1,3}(?:\.\d+)?$/)])
    .refine(
      (value) => Math.abs(Number(value)) <= max,
      coded("out_of_range", `Degrees between -${max} and ${max}.`),
    )
    .meta({ description, example });

/** Meta's `location` object. */
export const LocationContent = z
  .strictObject({
    latitude: degrees(90, "Degrees, north is positive; a number or its text.", 37.758056),
    longitude: degrees(180, "Degrees, east is positive; a number or its text.", -122.425332),
    name: textUpTo(1000, {
      description: "Name of the place.",
      example: "Bluebird Books",
    }).optional(),
    address: textUpTo(1000, {
      description: "Its address; shown when it has a name.",
      example: "1 Harbour Way, Springfield",
    }).optional(),
  })
  .meta({ description: "Meta's `location` object." });
