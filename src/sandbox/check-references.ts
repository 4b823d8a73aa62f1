/** Whether what a message names is there: the message that it reacts to, and its media. */
import type { SandboxNumber } from "#sandbox/numbers";
import { personKey } from "#sandbox/phone";
import { isObject, objectsOf, textOf, type JsonObject, type Refusal } from "#sandbox/result";
import type { OutgoingMessage } from "#sandbox/validate-message";
import { seqOfWamid } from "#sandbox/wamid";
import type { World } from "#sandbox/world";

const MEDIA = ["image", "video", "document", "audio", "sticker"];
/** A reaction comes within thirty days. */
const REACTION_MS = 30 * 86_400_000;

/** Why what a valid message names is not there; null when all of it is. */
export function refusalOfReferences(
  world: World,
  number: SandboxNumber,
  message: OutgoingMessage,
): Refusal | null {
  const unknown = mediaIdsOf(message).find((id) => !isMedium(world, id));
  if (unknown !== undefined)
    return {
      code: 100,
      details: `${unknown} is not a valid whatsapp business account media attachment ID`,
    };
  return message.type === "reaction" ? refusalOfTarget(world, number, message) : null;
}

const isMedium = (world: World, id: string): boolean =>
  world.media.find(id, world.clock.nowMs()) !== undefined;

/** The ids by which a message names media: of itself, of its header, its cards, or its template's parameters. */
function mediaIdsOf({ type, content }: OutgoingMessage): readonly string[] {
  const headed = (object: JsonObject): readonly JsonObject[] =>
    isObject(object["header"]) ? [object["header"]] : [];
  const filled = (object: JsonObject): readonly JsonObject[] =>
    objectsOf(object["components"]).flatMap((component) => [
      ...objectsOf(component["parameters"]),
      ...objectsOf(component["cards"]).flatMap(filled),
    ]);
  const action = isObject(content["action"]) ? content["action"] : {};
  const holders: readonly JsonObject[] = [
    ...(MEDIA.includes(type) ? [{ [type]: content }] : []),
    ...(type === "interactive"
      ? [...headed(content), ...objectsOf(action["cards"]).flatMap(headed)]
      : []),
    ...(type === "template" ? filled(content) : []),
  ];
  return holders.flatMap((holder) =>
    MEDIA.flatMap((kind) => {
      const medium = holder[kind];
      return isObject(medium) ? (textOf(medium["id"]) ?? []) : [];
    }),
  );
}

/** Meta takes a reaction to a message of this chat that is no reaction and not too old. */
function refusalOfTarget(
  world: World,
  number: SandboxNumber,
  { content, recipient }: OutgoingMessage,
): Refusal | null {
  const person = personKey(recipient.waId ?? recipient.userId ?? "");
  const target = targetOf(world, number, textOf(content["message_id"]) ?? "");
  if (target?.people.includes(person) !== true)
    return { code: 131009, details: "reaction.message_id is no message of this chat." };
  if (target.type === "reaction")
    return { code: 131009, details: "A reaction cannot be reacted to." };
  return world.clock.nowMs() - target.at > REACTION_MS
    ? { code: 131009, details: "The message is more than 30 days old." }
    : null;
}

function targetOf(
  world: World,
  number: SandboxNumber,
  wamid: string,
): { readonly people: readonly string[]; readonly type: string; readonly at: number } | undefined {
  const heard = world.heard.find(number.phone_number_id, wamid);
  if (heard !== undefined) return heard;
  const sent = world.ledger.find(seqOfWamid(wamid) ?? -1);
  if (sent?.wamid !== wamid || sent.phone_number_id !== number.phone_number_id) return undefined;
  return { people: [personKey(sent.recipient ?? "")], type: sent.type ?? "", at: sent.at };
}
