import { REQUEST_VALID_MS, requestTapped } from "#core/consent/confirm-request";
import { linkSaid, type LinkWords } from "#core/consent/opt-in-link";
import { refusesMarketing } from "#core/consent/refuses-marketing";
import { classifyKeyword, type OwnPhrases } from "#core/consent/stop-words";
import type { Id } from "#core/ids";
import { isOptOutTap } from "#core/template/opt-out-buttons";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { InboundMessage } from "#core/whatsapp/envelope-message";
import type { ConsentEntry } from "#features/consent/index";

/** What a person themselves did about marketing, before it is known whom it is about and whether it counts. */
export interface ReadAct extends Pick<
  ConsentEntry,
  "method" | "statement" | "statementLanguage" | "statementVersion" | "source" | "capturedAtMs"
> {
  readonly action: "grant" | "withdraw";
  /** Of a grant: the person agreed to a statement of the business. */
  readonly agrees?: true;
  /** Of a grant that was asked for: of whom, and when, Unix ms. It grants for nobody else, and not past a later withdrawal. */
  readonly asked?: { readonly contactId: Id<"contact">; readonly atMs: number };
}

/** What tells an act beside the item itself. */
export interface Hints {
  /** The words of the number that it was written to, beside the built-in ones. */
  readonly words?: OwnPhrases | undefined;
  /** What the buttons that stop marketing say, of the template that it answers. */
  readonly stopButtons?: readonly string[] | undefined;
  /** The phrases of the opt-in links of the number that it was written to. */
  readonly linkWords?: LinkWords | undefined;
  /** What links say that were found by those. */
  readonly links?: ReadonlyMap<Id<"optInLink">, LinkStatement> | undefined;
  /** The request for consent that it confirms. */
  readonly request?: ConsentRequest | undefined;
}

/** A consent that a person was asked for by a message. */
export interface ConsentRequest {
  readonly id: Id<"consent">;
  readonly contactId: Id<"contact">;
  readonly statement: string;
  readonly statementLanguage: string | null;
  readonly statementVersion: string | null;
  /** When it was asked for, Unix ms. */
  readonly askedAtMs: number;
}

/** What a person agrees to by a link. */
export interface LinkStatement {
  readonly statement: string;
  readonly statementLanguage: string | null;
}

/** The act of consent in an item of a change; null when there is none. A resumption in WhatsApp's settings is no consent. */
export function readAct(item: ChangeItem, hints: Hints = {}): ReadAct | null {
  if (item.kind === "message") return actInMessage(item, hints);
  if (item.kind === "edit") return item.by === "person" ? stopIn(item, hints.words) : null;
  if (item.kind !== "preference" || item.value !== "stop") return null;
  return {
    action: "withdraw",
    method: "inbound",
    source: "whatsapp_preferences",
    capturedAtMs: item.atMs,
  };
}

/**
 * The opt-in link whose phrase a person wrote, whether it is still there or not; null when there is none. As with START they must
 * have typed it, at a known time.
 */
export function linkIn(item: ChangeItem, { words: own, linkWords: words }: Hints): LinkId | null {
  if (words === undefined || item.kind !== "message" || item.isReplaced) return null;
  return item.typed === null ? null : linkSaid(item.typed, { words, own });
}

type LinkId = Id<"optInLink">;

/**
 * The request whose button a person tapped, and the message that showed the button, as one key; null when there is none. Only the
 * message that asked confirms: another one may carry the same payload and say anything.
 */
export function requestIn(item: ChangeItem): string | null {
  if (item.kind !== "message" || item.contextWamid === null || item.isReplaced) return null;
  const isTap = item.type === "button" || item.type === "interactive";
  const id = isTap ? requestTapped(item.said) : null;
  return id === null ? null : `${id} ${item.contextWamid}`;
}

/** The template message whose button was tapped, by Meta's id; null when the item is no tap on one. */
export const tappedIn = (item: ChangeItem): string | null =>
  item.kind === "message" && item.type === "button" ? item.contextWamid : null;

/**
 * STOP withdraws, whether typed, tapped or written under a picture; so does a tap on a button that the business marked. START is a grant in the person's own words, so they must
 * have typed it, and at a known time: one that was written long ago and only comes now lifts nothing.
 */
function actInMessage(item: InboundMessage, hints: Hints): ReadAct | null {
  const stop = stopIn(item, hints.words) ?? stopByTap(item, hints);
  if (stop !== null) return stop;
  if (hints.request !== undefined) return confirmed(item, hints.request);
  const { typed } = item;
  if (typed === null || item.isReplaced) return null;
  const agreed = agreedIn(item, hints);
  if (agreed !== null) return agreed;
  if (classifyKeyword(typed, hints.words) !== "start") return null;
  return { method: "keyword", capturedAtMs: item.atMs, action: "grant", statement: typed };
}

/** Who taps the button of a request agrees to what it said, for as long as that is remembered. */
function confirmed(
  { atMs }: InboundMessage,
  { id, contactId, askedAtMs, ...said }: ConsentRequest,
): ReadAct | null {
  if (atMs > askedAtMs + REQUEST_VALID_MS) return null;
  return {
    action: "grant",
    method: "inbound",
    source: id,
    capturedAtMs: atMs,
    agrees: true,
    asked: { contactId, atMs: askedAtMs },
    ...said,
  };
}

/** Who sends the keyword of a link agrees to what the link says. */
function agreedIn(item: InboundMessage, hints: Hints): ReadAct | null {
  const id = linkIn(item, hints);
  const said = id === null ? undefined : hints.links?.get(id);
  if (said === undefined) return null;
  return {
    action: "grant",
    method: "keyword",
    source: id,
    capturedAtMs: item.atMs,
    agrees: true,
    ...said,
  };
}

const stopByTap = (item: InboundMessage, { stopButtons = [] }: Hints): ReadAct | null =>
  tappedIn(item) !== null && isOptOutTap(stopButtons, item.said)
    ? { method: "keyword", capturedAtMs: item.atMs, action: "withdraw", source: "template_button" }
    : null;

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
