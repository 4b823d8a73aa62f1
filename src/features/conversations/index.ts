export {
  touchConversation,
  touchConversations,
  type ConversationTouch,
} from "#db/tenant/touch-conversation";
export { conversationRoutes } from "#features/conversations/routes";
