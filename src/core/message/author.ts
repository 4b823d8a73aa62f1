import { isId, type Id } from "#core/ids";

/** Who had a message sent that belongs to no campaign. */
export type MessageAuthor = Id<"user"> | Id<"apiKey"> | Id<"automation">;

/** The kinds of authors. */
export const AUTHOR_KINDS = ["user", "api_key", "automation"] as const;

/** What kind of author an id is of. */
export function authorKind(id: MessageAuthor): (typeof AUTHOR_KINDS)[number] {
  if (isId("user", id)) return "user";
  return isId("apiKey", id) ? "api_key" : "automation";
}
