export {
  touchConversation,
  touchConversations,
  type ConversationTouch,
} from "#db/tenant/touch-conversation";
export { planConversationChange } from "#features/conversations/plan-change";
export { findConversation, type ConversationRow } from "#features/conversations/queries";
export { conversationRoutes } from "#features/conversations/routes";
export { noteRoutes } from "#features/conversations/routes-notes";
export { sweepConversations } from "#features/conversations/open-snoozed";
