/** What the checks of sealed ledgers have in common: what they are asked, and how a head is shown. */
import { z } from "@hono/zod-openapi";

const EXAMPLE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/** A link in an answer, tampered with or not. */
export const link = (description: string) => z.string().openapi({ description, example: EXAMPLE });

/** A place in a ledger. */
export const seqOf = (description: string) => z.int().openapi({ description, example: 17 });

/** Body of the calls that check a ledger. */
export const VerifyBody = z
  .strictObject({
    after: z.int().nonnegative().optional().openapi({
      description:
        "Check what lies behind this sequence: `next_after` of the part before. Absent: from the first on.",
      example: 0,
    }),
    known_head: z
      .strictObject({
        seq: z.int().positive().openapi({ description: "Its sequence.", example: 17 }),
        hash: z
          .string()
          .regex(/^[0-9a-f]{64}$/, "Must be 64 hex digits.")
          .openapi({ description: "Its link.", example: EXAMPLE }),
      })
      .optional()
      .openapi({
        description:
          "A head from an earlier answer: that the ledger still has it shows that it was not written anew as a whole.",
      }),
  })
  .openapi("VerifyLedgerBody");
export type VerifyBody = z.infer<typeof VerifyBody>;

/** How far a ledger is sealed. */
export const Head = z.object({
  seq: seqOf("Its sequence; 0 for a ledger without a row."),
  hash: link("Its link; of sequence 0 the genesis, made of the ledger's and the workspace's name."),
});
