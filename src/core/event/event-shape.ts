import { z } from "zod";

/** RFC 3339 in UTC. */
export const instant = z.iso.datetime();

/** A row of the catalogue: when events of the type are told, and what they say. */
export const event = <T extends z.ZodRawShape>(says: string, data: T) => ({
  says,
  data: z.strictObject(data),
});
