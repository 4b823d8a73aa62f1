import type { Told } from "./stream-frames.ts";

/** The keys of what an event makes old. A message of a campaign moves no list: thousands of them may come in a minute. */
export function staleBy({
  type,
  data,
}: Pick<Told, "type" | "data">): readonly (readonly string[])[] {
  const talk = typeof data["conversation_id"] === "string" ? data["conversation_id"] : null;
  if (type === "conversation.note_added" && talk !== null) return [["notes", talk]];
  if (type.startsWith("import.")) return [["imports"]];
  // What somebody wrote may hold marketing back, or somebody has decided on it: the person is looked at again.
  if (type.startsWith("consent.") && typeof data["contact_id"] === "string")
    return [["contacts", "one", data["contact_id"]]];
  if (!/^(?:message|conversation)\./.test(type) || talk === null) return [];
  const isCampaigns = typeof data["campaign_id"] === "string";
  const one = [
    ["conversations", "thread", talk],
    ["conversations", "one", talk],
  ];
  return isCampaigns ? one : [...one, ["conversations", "list"], ["conversations", "counts"]];
}
