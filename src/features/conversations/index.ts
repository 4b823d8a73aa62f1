export {
  touchConversation,
  touchConversations,
  type ConversationTouch,
} from "#db/tenant/touch-conversation";
export type { ConversationRow } from "#features/conversations/queries";
export { conversationRoutes } from "#features/conversations/routes";
