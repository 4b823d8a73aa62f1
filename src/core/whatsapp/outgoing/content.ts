/** Everything that can be sent: Meta's object of each type. The contract, the types and the checks are these schemas. */
import type { z } from "zod";

import { ContactsContent } from "#core/whatsapp/outgoing/contacts";
import { InteractiveContent } from "#core/whatsapp/outgoing/interactive";
import { LocationContent } from "#core/whatsapp/outgoing/location";
import {
  AudioContent,
  DocumentContent,
  ImageContent,
  StickerContent,
  VideoContent,
} from "#core/whatsapp/outgoing/media";
import { ReactionContent } from "#core/whatsapp/outgoing/reaction";
import { TemplateContent } from "#core/whatsapp/outgoing/template";
import { TextContent } from "#core/whatsapp/outgoing/text";

/** The object of each type, by the type's name. */
export const OUTGOING = {
  text: TextContent,
  image: ImageContent,
  video: VideoContent,
  document: DocumentContent,
  audio: AudioContent,
  sticker: StickerContent,
  location: LocationContent,
  contacts: ContactsContent,
  reaction: ReactionContent,
  interactive: InteractiveContent,
  template: TemplateContent,
} as const;

export type OutgoingType = keyof typeof OUTGOING;
// Safe: the keys of the literal above.
export const OUTGOING_TYPES = Object.keys(OUTGOING) as OutgoingType[];

/** One type with its object. */
export type Outgoing = {
  readonly [T in OutgoingType]: {
    readonly type: T;
    readonly content: z.infer<(typeof OUTGOING)[T]>;
  };
}[OutgoingType];
