export {
  touchConversation,
  touchConversations,
  type ConversationRow,
  type ConversationTouch,
} from "#features/conversations/queries";
