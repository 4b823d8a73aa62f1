import type { Told } from "./stream-frames.ts";

/** The keys of what an event makes old. A message of a campaign moves no list: thousands of them may come in a minute. */
export function staleBy({
  type,
  data,
}: Pick<Told, "type" | "data">): readonly (readonly string[])[] {
  const talk = typeof data["conversation_id"] === "string" ? data["conversation_id"] : null;
  if (type === "conversation.note_added" && talk !== null) return [["notes", talk]];
  if (!/^(?:message|conversation)\./.test(type) || talk === null) return [];
  const isCampaigns = typeof data["campaign_id"] === "string";
  const one = [
    ["conversations", "thread", talk],
    ["conversations", "one", talk],
  ];
  return isCampaigns ? one : [...one, ["conversations", "list"], ["conversations", "counts"]];
}
