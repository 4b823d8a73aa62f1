import {
  daysOf,
  RETENTION,
  RETENTION_CLASSES,
  type RetentionClass,
  type RetentionSettings,
} from "#core/retention/classes";
import type { HoldRow, SweepRow } from "#features/retention/queries";
import type { LegalHoldView, RetentionView } from "#features/retention/schemas";

export const holdView = ({ subject, reason, placedBy, placedAt }: HoldRow): LegalHoldView => ({
  contact_id: subject === "workspace" ? null : subject,
  reason,
  placed_by: placedBy,
  since: new Date(placedAt).toISOString(),
});

/** What a workspace keeps how long, what was swept last, and what is held. */
export function retentionView(of: {
  readonly settings: RetentionSettings;
  readonly sweeps: readonly SweepRow[];
  readonly hold: HoldRow | undefined;
  readonly heldContacts: number;
}): RetentionView {
  const sweeps = new Map(of.sweeps.map((row) => [row.class, row]));
  return {
    classes: RETENTION_CLASSES.map((name) => classView(name, of.settings, sweeps.get(name))),
    legal_hold: of.hold === undefined ? null : holdView(of.hold),
    held_contacts: of.heldContacts,
  };
}

function classView(name: RetentionClass, settings: RetentionSettings, sweep: SweepRow | undefined) {
  const { covers, defaultDays, minDays, maxDays } = RETENTION[name];
  return {
    name,
    covers,
    days: daysOf(settings, name),
    default_days: defaultDays,
    min_days: minDays,
    max_days: maxDays,
    ...lastOf(sweep),
  };
}

/** While a pass is under way the one before is told. */
function lastOf(sweep: SweepRow | undefined) {
  const { finishedAt = null, swept = 0, lastSwept = null } = sweep ?? {};
  return {
    last_swept_at: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    last_swept: finishedAt === null ? lastSwept : swept,
  };
}
