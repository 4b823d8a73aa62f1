import type { LinkWords } from "#core/consent/opt-in-link";
import type { PersonsStanding } from "#core/consent/person-act";
import type { OwnPhrases } from "#core/consent/stop-words";
import type { Id } from "#core/ids";
import type { MESSAGE_DIRECTIONS } from "#core/message/states";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import {
  requestIn,
  tappedIn,
  type ConsentRequest,
  type Hints,
  type LinkStatement,
} from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";
import type { StatusSubject } from "#features/messages/index";

/** What a drain needs to know of a contact. When they acted before is known of those who act in the drain, by their own keys. */
export interface KnownContact extends PersonsStanding {
  readonly id: Id<"contact">;
  readonly phone: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly username: string | null;
  readonly name: string | null;
  /** 1 when the name is that of the person's own profile. */
  readonly profileNamed: 0 | 1;
  /** 1 when marketing is held until somebody has decided on what the person wrote. */
  readonly marketingHeld: 0 | 1;
}

/** What a drain needs to know of a message that is stored. */
export interface KnownMessage extends StatusSubject {
  readonly direction: (typeof MESSAGE_DIRECTIONS)[number];
  readonly wamid: string | null;
  readonly type: string;
  /** Where an outgoing message was sent from; null for here. */
  readonly sentFrom: "phone" | null;
  /** When a person, or the business on its phone, wrote it, Unix ms; null for what was sent from here. */
  readonly writtenAt: number | null;
  readonly templateId: Id<"template"> | null;
  /** When it was last taken for sending, Unix ms. */
  readonly claimedAt: number | null;
  /** When its person last edited it, and took it back, Unix ms. */
  readonly editedAt: number | null;
  readonly revokedAt: number | null;
  /** Whether (1) only an edit of it came, not the message itself. */
  readonly lacksOriginal: 0 | 1;
}

/** The part of the database that a drain is about, as it was before. */
export interface Known {
  /** By Meta's phone number id. */
  readonly numbers: ReadonlyMap<string, Id<"number">>;
  /** The Meta app that each of them was connected with, by Meta's phone number id; null: the deployment's own. */
  readonly appOfNumber: ReadonlyMap<string, string | null>;
  /** The same of their accounts, by their id. */
  readonly appOfAccount: ReadonlyMap<string, string | null>;
  /** What stops and starts on numbers beside the built-in words, of those that have any, by Meta's phone number id. */
  readonly wordsOfNumber: ReadonlyMap<string, OwnPhrases>;
  /** The phrases of opt-in links, of the numbers that have any, by Meta's phone number id. */
  readonly linkWordsOfNumber: ReadonlyMap<string, LinkWords>;
  /** What the links say whose phrases were written. */
  readonly links: ReadonlyMap<Id<"optInLink">, LinkStatement>;
  /** Requests for consent whose button was tapped, by the key of `requestIn`. */
  readonly requests: ReadonlyMap<string, ConsentRequest>;
  /** What the buttons that stop marketing say, of the templates that taps answer, by the wamid of the message. */
  readonly stopButtons: ReadonlyMap<string, readonly string[]>;
  /** Whether a person has one user id here: Meta gives them one in each business portfolio. */
  readonly isOnePortfolio: boolean;
  /** By identity key; and by `contextKey`, where the sender of an answer is not known by their own. */
  readonly people: ReadonlyMap<string, KnownContact>;
  /** Whom the recipients of statuses are, by identity key: only their ids are looked up. */
  readonly owners: ReadonlyMap<string, Id<"contact">>;
  /** Contacts of messages whose recipient has an identity that is new, or another contact's; and these others. One that was merged is who it is now. */
  readonly recipients: ReadonlyMap<Id<"contact">, KnownContact>;
  /** The user ids that lead to contacts, of those whose phone came with another one. */
  readonly userIds: ReadonlyMap<Id<"contact">, readonly string[]>;
  /** When contacts last wrote, Unix ms, of those whom a message names otherwise than they are known. */
  readonly heard: ReadonlyMap<Id<"contact">, number>;
  /** When a person withdrew under an identity that no contact has, Unix ms by identity key. */
  readonly withdrawn: ReadonlyMap<string, number>;
  readonly byWamid: ReadonlyMap<string, KnownMessage>;
  readonly byId: ReadonlyMap<string, KnownMessage>;
  /** Keys of changes that were applied or stored before. */
  readonly seen: ReadonlySet<string>;
  /** Whether messages were erased lately, which Meta may deliver again. */
  readonly remembersErased: boolean;
  /** The mailbox sequence up to which mail was applied. */
  readonly drainedSeq: number;
}

/** What the first look at the database finds; the second is about what only this shows to be needed. */
export type Mentioned = Omit<Known, "recipients" | "withdrawn" | "userIds" | "heard" | "links">;

/** What is known that tells whether an item is an act of consent. */
export const hintsFor = (
  known: Pick<Known, "wordsOfNumber" | "linkWordsOfNumber" | "requests" | "stopButtons"> &
    Partial<Known>,
  { phoneNumberId }: Pick<ReadChange, "phoneNumberId">,
  item: ChangeItem,
): Hints => ({
  words: known.wordsOfNumber.get(phoneNumberId ?? ""),
  linkWords: known.linkWordsOfNumber.get(phoneNumberId ?? ""),
  links: known.links,
  request: known.requests.get(requestIn(item) ?? ""),
  stopButtons: known.stopButtons.get(tappedIn(item) ?? ""),
});
