export { claimedRows, claimStatements, type ClaimedRow } from "#features/messages/claim";
export { StoredError } from "#features/messages/message-error";
export { messageEvent } from "#features/messages/message-event";
export { postClaimed, type Posted } from "#features/messages/post-claimed";
export { findThread, type MessageRow } from "#features/messages/queries";
export { recordOutcomes, type Recorded } from "#features/messages/record-outcomes";
export { messageRoutes } from "#features/messages/routes";
export { MessagePageView, MessageView } from "#features/messages/schemas";
export { sendOutbox } from "#features/messages/send-outbox";
export {
  CLAIM_LOST_MS,
  markLost,
  sweepOutbox,
  type LostRow,
} from "#features/messages/sweep-outbox";
export { messageView } from "#features/messages/view";
