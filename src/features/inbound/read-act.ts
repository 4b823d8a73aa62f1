import { refusesMarketing } from "#core/consent/refuses-marketing";
import { classifyKeyword, type OwnPhrases } from "#core/consent/stop-words";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { InboundMessage } from "#core/whatsapp/envelope-message";
import type { ConsentEntry } from "#features/consent/index";

/** What a person themselves did about marketing, before it is known whom it is about and whether it counts. */
export interface ReadAct extends Pick<
  ConsentEntry,
  "method" | "statement" | "source" | "capturedAtMs"
> {
  readonly action: "grant" | "withdraw";
}

/**
 * The act of consent in an item of a change; null when there is none. A resumption in WhatsApp's settings is no consent.
 *
 * @param own The words of the number that it was written to, beside the built-in ones.
 */
export function readAct(item: ChangeItem, own?: OwnPhrases): ReadAct | null {
  if (item.kind === "message") return actInMessage(item, own);
  if (item.kind === "edit") return item.by === "person" ? stopIn(item, own) : null;
  if (item.kind !== "preference" || item.value !== "stop") return null;
  return {
    action: "withdraw",
    method: "inbound",
    source: "whatsapp_preferences",
    capturedAtMs: item.atMs,
  };
}

/**
 * STOP withdraws, whether typed, tapped or written under a picture. START is a grant in the person's own words, so they must
 * have typed it, and at a known time: one that was written long ago and only comes now lifts nothing.
 */
function actInMessage(item: InboundMessage, own?: OwnPhrases): ReadAct | null {
  const stop = stopIn(item, own);
  const { typed } = item;
  if (stop !== null || typed === null || item.isReplaced || classifyKeyword(typed, own) !== "start")
    return stop;
  return { method: "keyword", capturedAtMs: item.atMs, action: "grant", statement: typed };
}

/** An edit may withdraw as well; to grant, one must write. */
const stopIn = (
  { said, atMs }: Pick<InboundMessage, "said" | "atMs">,
  own?: OwnPhrases,
): ReadAct | null =>
  said.some((text) => classifyKeyword(text, own) === "stop")
    ? { method: "keyword", capturedAtMs: atMs, action: "withdraw" }
    : null;

/** Whether a person says, among other things, that they want no advertising: for somebody of the business to decide on. */
export function readRefusal(item: ChangeItem): boolean {
  if (item.kind !== "message" && item.kind !== "edit") return false;
  const isPersons = item.kind === "message" ? item.type !== "system" : item.by === "person";
  return isPersons && item.said.some(refusesMarketing);
}
