export {
  touchConversation,
  touchConversations,
  type ConversationTouch,
} from "#db/tenant/touch-conversation";
export { planConversationChange } from "#features/conversations/plan-change";
export { findConversation } from "#features/conversations/queries";
export { findMembers } from "#features/conversations/queries-members";
export { requireMembers } from "#features/conversations/require-member";
export { repliedSubscriber, tellReplied } from "#features/conversations/tell-replied";
export { tellWindows } from "#features/conversations/tell-windows";
export { isNoLongerUnassigned, requireUnassigned } from "#features/conversations/writes";
export { requireConversation } from "#features/conversations/require-conversation";
export { conversationRoutes } from "#features/conversations/routes";
export { noteRoutes } from "#features/conversations/routes-notes";
export { sweepStrangers, unassignStrangers } from "#features/conversations/unassign-strangers";
export { sweepConversations } from "#features/conversations/open-snoozed";
export { eraseThreads, guardThreadless, isThreaded } from "#features/conversations/writes-erased";
