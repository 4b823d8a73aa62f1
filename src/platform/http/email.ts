import { z } from "@hono/zod-openapi";

const EMAIL_MAX = 254;

/** Trimmed and in lower case: that spelling is the account's, and the one that must be unique. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(EMAIL_MAX)
  .regex(z.regexes.email, "must be an e-mail address.")
  .openapi({
    format: "email",
    description: "The person's e-mail address, in whatever case; it names the account.",
    example: "ada@example.com",
  });
