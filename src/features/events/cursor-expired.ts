import { AppError } from "#core/errors";
import type { FeedPage } from "#features/events/queries";

/** What comes after that sequence is no longer kept: where the ledger goes on, and where it ends. */
export const cursorExpired = ({ before, latest }: FeedPage): AppError =>
  new AppError("cursor_expired", "Events after that sequence are no longer kept.", {
    members: { oldest_seq: before + 1, latest_seq: latest },
  });
