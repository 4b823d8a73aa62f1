import { z } from "@hono/zod-openapi";

import type { ProblemCode } from "#core/errors";
import { isTimeZone } from "#core/time-zone";

/** A time zone that is given: a name of IANA's, an alias or `UTC`; anything else is `invalid_timezone`. */
export const timeZone = z.string().refine(isTimeZone, {
  message: "Must be a time zone of IANA's, such as Europe/Madrid; an offset is none.",
  params: { code: "invalid_timezone" satisfies ProblemCode },
});
