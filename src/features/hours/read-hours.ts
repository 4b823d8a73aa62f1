import type { BusinessHours } from "#core/hours/business-hours";
import { findHours } from "#features/hours/queries";
import { hoursOf } from "#features/hours/view";
import type { ScopedContext } from "#platform/context";

/** When the business is open, for whoever decides by it. */
export const readHours = async (ctx: ScopedContext): Promise<BusinessHours> =>
  hoursOf(ctx.tenant, await findHours(ctx.db));
