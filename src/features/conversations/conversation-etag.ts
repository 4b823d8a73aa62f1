import type { ConversationView } from "#features/conversations/schemas";
import { contentEtag } from "#platform/http/etag";

/** The entity tag of a conversation. What the clock alone changes is no part of it. */
export const conversationEtag = ({
  window: _window,
  bot_active: _active,
  ...view
}: ConversationView): Promise<string> => contentEtag(view);
