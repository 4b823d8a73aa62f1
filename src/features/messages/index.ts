export { claimRows, type ClaimedRow } from "#features/messages/claim";
export {
  conversationCreated,
  messageEchoed,
  messageEdited,
  messageReaction,
  messageReceived,
  messageDeleted,
} from "#features/messages/events";
export { markLostIn } from "#features/messages/mark-lost";
export { storedError } from "#features/messages/message-error";
export { planMessage, type PlannedMessage } from "#features/messages/plan-message";
export { findThread, findThreads, type MessageRow } from "#features/messages/queries";
export { findOldMessages, findRows, firstIdAt } from "#features/messages/queries-old";
export { heldOfCampaign, pickOfCampaign, readOpen } from "#features/messages/queries-claims";
export { recordOutcomes, type Recorded } from "#features/messages/record-outcomes";
export { stopsOf, tellPaused, type Refusal, type Stops } from "#features/messages/refusal-stops";
export { withdrawalsOf } from "#features/messages/refusal-withdrawals";
export { readMessagesForExport } from "#features/messages/queries-export";
export { messageRoutes } from "#features/messages/routes";
export { mediaNamedBy } from "#features/messages/medium-of";
export { findMessagesOf } from "#features/messages/queries-erasure";
export { eraseMessages } from "#features/messages/erase-messages";
export { sweepErased } from "#features/messages/sweep-erased";
export { readErased } from "#features/messages/writes-erased";
export { MessagePageView, MessageView } from "#features/messages/schemas";
export { sendBlock, type Block } from "#features/messages/send-block";
export { sendDue } from "#features/messages/send-due";
export { sendOutbox } from "#features/messages/send-outbox";
export { settleOrphans } from "#features/messages/settle-orphans";
export { SlotLine, type TakenSlots } from "#features/messages/slot-line";
export {
  eventOfStatus,
  factsOfStatus,
  knownAtMs,
  refusalOfStatus,
  type StatusSubject,
} from "#features/messages/status-facts";
export { sweepOutbox } from "#features/messages/sweep-outbox";
export { messageViews, type Viewing } from "#features/messages/view";
export {
  forgetParkedBefore,
  insertInbound,
  parkStatuses,
  type InboundRow,
  type ParkedStatus,
} from "#features/messages/writes";
export {
  editInbound,
  keepOriginals,
  revokeInbound,
  type EditedContent,
  type OriginalMessage,
} from "#features/messages/writes-changed";
export { deleteMessages } from "#features/messages/writes-old";
export { planMessages, rangeOfSlice, skipQueued } from "#features/messages/writes-plan";
export { SendMessageBody } from "#features/messages/send-schemas";
