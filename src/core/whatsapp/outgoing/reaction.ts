import { z } from "zod";

import { coded, wordUpTo } from "#core/whatsapp/outgoing/parts";

const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" });
const PICTURE = /\p{Extended_Pictographic}|^\p{Regional_Indicator}{2}$|^[\d#*]\uFE0F?\u20E3$/u;

/** Whether the text is one emoji, however many code points it takes. */
export const isEmoji = (text: string): boolean =>
  [...SEGMENTER.segment(text)].length === 1 && PICTURE.test(text);

/** Meta's `reaction` object. */
export const ReactionContent = z
  .strictObject({
    message_id: wordUpTo(512, {
      description: "The message that is reacted to: our id, or Meta's.",
      example: "msg_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
    emoji: z
      .string()
      .refine(
        (text) => text === "" || isEmoji(text),
        coded("emoji", "One emoji, or nothing to take the reaction back."),
      )
      .meta({ description: "One emoji; empty takes the reaction back.", example: "👍" }),
  })
  .meta({ description: "Meta's `reaction` object." });
