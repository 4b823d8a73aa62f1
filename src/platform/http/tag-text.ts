import { z } from "@hono/zod-openapi";

import { tagFault } from "#core/contact/tag";

/** A tag that is given: what is none names its fault. */
export const tagText = z.string().superRefine((tag, ctx) => {
  const fault = tagFault(tag);
  if (fault !== null)
    ctx.addIssue({ code: "custom", message: fault.message, params: { code: fault.code } });
});
