import { fieldError } from "#core/errors";
import { isWithinBounds, RETENTION } from "#core/retention/classes";
import { readRetention } from "#features/retention/queries";
import type { RetentionBody, RetentionView } from "#features/retention/schemas";
import { tellArchive } from "#features/retention/tell-archive";
import { retentionView } from "#features/retention/view";
import { setDays } from "#features/retention/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Set how long classes are kept. What is too old by it leaves with the next daily sweep.
 *
 * @throws AppError `out_of_range` of `/classes/<i>/days`, `invalid_request` for a class that is named twice.
 */
export async function putRetention(
  ctx: TenantContext,
  { classes }: RetentionBody,
): Promise<RetentionView> {
  requireScope(ctx, "privacy:write");

  refuseOutOfBounds(classes);
  const before = await readRetention(ctx.db);
  const days = Object.fromEntries(classes.map((one) => [one.name, one.days]));
  const view = retentionView({ ...before, settings: { ...before.settings, ...days } });
  await commit(ctx, {
    statements: [setDays(ctx.db, classes, ctx.nowMs())],
    audit: { action: "retention.update", target: null, changes: days },
    answer: { status: 200, body: view },
  });
  await tellArchive(ctx);
  return view;
}

function refuseOutOfBounds(classes: RetentionBody["classes"]): void {
  for (const [i, { name, days }] of classes.entries()) {
    const { minDays, maxDays } = RETENTION[name];
    if (classes.findIndex((one) => one.name === name) !== i)
      throw fieldError("invalid_request", `/classes/${i}/name`, "It is named twice.");
    if (!isWithinBounds(name, days))
      throw fieldError(
        "out_of_range",
        `/classes/${i}/days`,
        minDays === maxDays
          ? `${name} is fixed: ${minDays} days.`
          : `${name} can be kept ${minDays} to ${maxDays} days.`,
      );
  }
}
