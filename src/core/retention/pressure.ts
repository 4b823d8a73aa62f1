import { DAY_MS, keptSince, RETENTION, type RetentionSettings } from "#core/retention/classes";

/** While a database is too large, its old messages are looked for so often, ms. */
export const PRESSED_EVERY_MS = 60 * 60_000;

/** How much room a workspace's database has. Bytes. */
export interface Room {
  /** What it holds; null where nobody tells. */
  readonly bytes: number | null;
  /** From here on messages go to the archive before their time. */
  readonly archiveFromBytes: number;
}

/** Whether a database is so large that messages must leave it earlier than the workspace wishes. */
export const isPressed = ({ bytes, archiveFromBytes }: Room): boolean =>
  bytes !== null && bytes >= archiveFromBytes;

/**
 * The instant (Unix ms) before which messages leave the database for the archive: what the workspace set, or, while the database
 * is pressed, the shortest time that a workspace can set. Nothing younger leaves it, so nothing that is still under way does.
 */
export const liveSince = (settings: RetentionSettings, pressed: boolean, nowMs: number): number =>
  pressed
    ? nowMs - RETENTION.live_messages.minDays * DAY_MS
    : keptSince(settings, "live_messages", nowMs);
