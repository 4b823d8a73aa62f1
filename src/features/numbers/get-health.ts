import { isInUse } from "#core/number/in-use";
import type { NumberHealth } from "#core/whatsapp/number-health";
import { allNumbers, type NumberRow } from "#features/numbers/queries";
import { peopleReached } from "#features/numbers/queries-reach";
import { requireNumberInUse } from "#features/numbers/require-number";
import type { HealthView, LimitsView } from "#features/numbers/schemas-health";
import { numberView } from "#features/numbers/view";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { callsOf } from "#platform/meta/graph";
import { managed } from "#platform/meta/graph-failure";
import { getNumberHealth } from "#platform/meta/health";

/** Meta's limit for messages to one person. Source: Meta, "About the platform". */
const PAIR_RATE = { every_seconds: 6, burst: 45 } as const;

/**
 * Ask Meta how a number is. Nothing is written.
 *
 * @throws AppError `not_found`, `invalid_state` once it is disconnected, `number_needs_reauth`, `meta_refused`, `meta_error`.
 */
export async function getHealth(ctx: TenantContext, id: string): Promise<HealthView> {
  requireScope(ctx, "numbers:read");

  const { row, health } = await askHealth(ctx, id);
  return {
    number_id: row.id,
    status: numberView(row).status,
    meta_status: lower(health.metaStatus),
    can_send_message: health.canSend,
    entities: health.entities.map(({ type, id: entityId, canSend, faults }) => ({
      type,
      meta_id: entityId,
      can_send_message: canSend,
      problems: [...faults],
    })),
    quality_rating: health.qualityRating,
    throughput_mps: health.throughputMps,
    verified_name: health.verifiedName,
    name_status: lower(health.nameStatus),
    has_pin: health.hasPin,
    checked_at: new Date(ctx.nowMs()).toISOString(),
  };
}

/**
 * Ask Meta how much a number may send. Nothing is written.
 *
 * @throws AppError as {@link getHealth}.
 */
export async function getLimits(ctx: TenantContext, id: string): Promise<LimitsView> {
  requireScope(ctx, "numbers:read");

  const { row, health } = await askHealth(ctx, id);
  const others = row.portfolioId === null ? [] : await allNumbers(ctx.db);
  const shared = others.flatMap((other) => (isShared(row, other) ? other.id : []));
  const reached = await peopleReached(ctx.db, [row.id, ...shared], ctx.nowMs());
  return {
    number_id: row.id,
    messaging_limit: health.messagingLimit,
    reached_24h: reached.people,
    reached_24h_is: reached.isExact ? "exact" : "at_least",
    portfolio_id: row.portfolioId,
    shared_with: shared,
    throughput_mps: health.throughputMps,
    pair_rate: PAIR_RATE,
    quality_rating: health.qualityRating,
    checked_at: new Date(ctx.nowMs()).toISOString(),
  };
}

async function askHealth(
  ctx: ScopedContext,
  id: string,
): Promise<{ readonly row: NumberRow; readonly health: NumberHealth }> {
  const row = await requireNumberInUse(ctx, id);
  return {
    row,
    health: managed(await getNumberHealth(await callsOf(ctx, row), row.phoneNumberId)),
  };
}

const isShared = (row: NumberRow, other: NumberRow): boolean =>
  other.id !== row.id && other.portfolioId === row.portfolioId && isInUse(other.status);

const lower = (word: string | null): string | null => word?.toLowerCase() ?? null;
