import type { Told } from "./stream-frames.ts";

type Event = Pick<Told, "type" | "data">;

/** The keys of what an event makes old. */
export function staleBy(event: Event): readonly (readonly string[])[] {
  const family = event.type.split(".", 1)[0] ?? "";
  return FAMILIES[family]?.(event) ?? [];
}

const idIn = (data: Event["data"], member: string): string | null => {
  const id = data[member];
  return typeof id === "string" ? id : null;
};

/** A message of a campaign moves no list: thousands of them may come in a minute. */
function byTalk({ type, data }: Event): readonly (readonly string[])[] {
  const talk = idIn(data, "conversation_id");
  if (talk === null) return [];
  if (type === "conversation.note_added") return [["notes", talk]];
  const one = [
    ["conversations", "thread", talk],
    ["conversations", "one", talk],
  ];
  return idIn(data, "campaign_id") === null
    ? [...one, ["conversations", "list"], ["conversations", "counts"]]
    : one;
}

const FAMILIES: Readonly<Record<string, (event: Event) => readonly (readonly string[])[]>> = {
  message: byTalk,
  conversation: byTalk,
  // What somebody wrote may hold marketing back, or somebody has decided on it: the person is looked at again.
  consent: ({ data }) => {
    const contact = idIn(data, "contact_id");
    return contact === null ? [] : [["contacts", "one", contact]];
  },
  import: () => [["imports"]],
  export: () => [["exports"]],
};
