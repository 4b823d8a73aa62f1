export type { StoredError } from "#features/messages/message-error";
export type { MessageRow } from "#features/messages/queries";
export { MessageError, MessageView } from "#features/messages/schemas";
export { messageView } from "#features/messages/view";
