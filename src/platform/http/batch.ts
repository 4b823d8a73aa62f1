/** What calls with many items share: each item is checked on its own, and has an outcome of its own. */
import { z } from "@hono/zod-openapi";

import type { AppError } from "#core/errors";

/** The items of a body. `schema`: what each must be, by its name in the contract; `what`: what they are called. */
export const itemsOf = (
  schema: string,
  {
    what,
    max,
    example,
  }: {
    readonly what: string;
    readonly max: number;
    readonly example: object;
  },
) =>
  z
    .array(z.unknown())
    .min(1)
    .max(max)
    .openapi({
      type: "array",
      items: { $ref: `#/components/schemas/${schema}` },
      description: `The ${what}, at most ${max}. Each is checked on its own.`,
      maxItems: max,
      example: [example],
    });

/** Place of an item in the request. */
export const itemIndex = z
  .int()
  .openapi({ description: "Place of the item in the request, from 0.", example: 0 });

/** Why an item was refused. `example`: its code, pointer and words. */
export const itemError = (example: {
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
}) =>
  z.object({
    code: z.string().openapi({
      description: "The problem's code, as a call with this item alone would answer it.",
      example: example.code,
    }),
    pointer: z.string().openapi({
      description: "JSON pointer into the request's body.",
      example: example.pointer,
    }),
    message: z.string().openapi({
      description: "The same for a person.",
      example: example.message,
    }),
  });

/** The first fault of an item, its pointer seen from the whole body. */
export function faultOfItem(
  error: AppError,
  index: number,
): { readonly code: string; readonly pointer: string; readonly message: string } {
  const [first] = error.extras.errors ?? [];
  return {
    code: error.code,
    pointer: `/items/${index}${first?.pointer ?? ""}`,
    message: first?.message ?? error.message,
  };
}
