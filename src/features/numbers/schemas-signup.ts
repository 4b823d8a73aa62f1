import { z } from "@hono/zod-openapi";

import { NUMBER_KINDS } from "#core/number/states";
import { MetaAppId } from "#features/meta-apps/index";
import { NumberView } from "#features/numbers/schemas";

/** Body of `POST /v1/numbers/embedded-signup`. */
export const SignUpNumbersBody = z
  .strictObject({
    code: z
      .string()
      .regex(/^[\x21-\x7e]{1,2048}$/, "Must be a code: visible ASCII without spaces.")
      .openapi({
        description:
          "The code that Embedded Signup gave to the browser: good once, for 30 seconds.",
        example: "AQBhlXsctMxJYbwbrpybxlo9tLPGy_QAmjBJA06vbCQ",
      }),
    app_id: MetaAppId.optional().openapi({
      description:
        "The Meta app whose signup it was: one of `/v1/meta-apps`. The deployment's own when absent.",
    }),
    kind: z.enum(NUMBER_KINDS).optional().openapi({
      description: "Whose signup it was: Meta's, or the sandbox's. `cloud` when absent.",
    }),
    pin: z
      .string()
      .regex(/^[0-9]{6}$/, "Must be six digits.")
      .optional()
      .openapi({
        description:
          "The two-step verification PIN of numbers that have one. Others are registered with a PIN that is made, sealed and never returned.",
        example: "314159",
      }),
  })
  .openapi("SignUpNumbersBody", {
    example: { code: "AQBhlXsctMxJYbwbrpybxlo9tLPGy_QAmjBJA06vbCQ" },
  });
export type SignUpNumbersBody = z.infer<typeof SignUpNumbersBody>;

const NotConnected = z.object({
  waba_id: z.string().openapi({
    description: "The WhatsApp Business Account that holds it.",
    example: "102290129340398",
  }),
  phone_number_id: z.string().openapi({
    description: "Meta's id of the number (not the number itself).",
    example: "106540352242922",
  }),
  error: z
    .object({
      code: z.string().openapi({
        description: "The code that connecting it alone would have answered.",
        example: "number_taken",
      }),
      message: z.string().openapi({
        description: "The same in English.",
        example: "This number is connected already.",
      }),
    })
    .openapi({ description: "Why it is not connected." }),
});

export const SignedUpNumbers = z
  .object({
    data: z
      .array(NumberView)
      .openapi({ description: "The numbers that are connected, at least one." }),
    failed: z.array(NotConnected).openapi({
      description: "Numbers that the signup granted beside them and that could not be connected.",
      example: [],
    }),
  })
  .openapi("SignedUpNumbers");
export type SignedUpNumbers = z.infer<typeof SignedUpNumbers>;
