import { integer } from "drizzle-orm/sqlite-core";

/** A column that holds an instant, Unix ms. */
export const instant = (name: `${string}_at` | "at" | `${string}_until` | "expiry_told_for") =>
  integer(name, { mode: "number" });
