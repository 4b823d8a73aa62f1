import { z } from "@hono/zod-openapi";

import type { Result } from "#core/result";
import type { FilterFault } from "#core/segment/grammar";

/** A filter in a body: checked by its grammar, and kept as it was given. `told` names it in the contract and lists its fields. */
export const filterBody = (
  parse: (input: unknown) => Result<unknown, FilterFault>,
  told: { readonly name: string; readonly fields: string; readonly example: object },
) =>
  z
    .custom<object>((value) => typeof value === "object" && value !== null, "Must be an object.")
    .superRefine((input, ctx) => {
      const filter = parse(input);
      if (filter.ok) return;
      const { code, pointer, message } = filter.error;
      ctx.addIssue({
        code: "custom",
        path: pointer.split("/").slice(1),
        message,
        params: { code },
      });
    })
    .openapi(told.name, {
      type: "object",
      description: `A leaf \`{field, op, value}\`, or \`{and: […]}\`, \`{or: […]}\`, \`{not: …}\`; at most 5 levels and 50 leaves. Fields: ${told.fields}`,
      example: told.example,
    });
