import { z } from "zod";

import {
  Body,
  bodyUpTo,
  BUTTON_LENGTH_MAX,
  kindOf,
  LinkAction,
  PictureHeader,
} from "#core/whatsapp/outgoing/interactive-parts";
import { coded, refuseTwice, textUpTo, wordUpTo } from "#core/whatsapp/outgoing/parts";

const CARDS_MIN = 2;
const CARDS_MAX = 10;
const CARD_BODY_LENGTH_MAX = 160;
const CARD_LINE_BREAKS_MAX = 2;

const QuickReply = z.strictObject({
  type: z
    .literal("quick_reply")
    .meta({ description: "Always `quick_reply`.", example: "quick_reply" }),
  quick_reply: z
    .strictObject({
      id: wordUpTo(256, { description: "Comes back when it is pressed.", example: "more-1" }),
      title: textUpTo(BUTTON_LENGTH_MAX, { description: "What it says.", example: "Tell me more" }),
    })
    .meta({ description: "The button." }),
});

const RepliesAction = z
  .strictObject({
    buttons: z.array(QuickReply).min(1).meta({ description: "Buttons that answer." }),
  })
  .meta({ description: "Buttons that answer." });

const Card = z.strictObject({
  card_index: z
    .int()
    .meta({ description: "Place of the card, from 0.", example: 0, minimum: 0, maximum: 9 }),
  type: z
    .literal("cta_url")
    .meta({ description: "`cta_url` with a link; left out with replies.", example: "cta_url" })
    .optional(),
  header: PictureHeader,
  body: bodyUpTo(CARD_BODY_LENGTH_MAX)
    .refine(({ text }) => text.split("\n").length - 1 <= CARD_LINE_BREAKS_MAX, {
      path: ["text"],
      ...coded("too_many_lines", `At most ${CARD_LINE_BREAKS_MAX} line breaks.`),
    })
    .optional(),
  action: z
    .union([LinkAction, RepliesAction])
    .meta({ description: "One link, or buttons that answer." }),
});
type Card = z.infer<typeof Card>;

/** What all cards must have alike: the kind of header, and the kind and number of buttons. */
const shapeOf = ({ header, action }: Card): string =>
  `${header.type} ${"buttons" in action ? `${action.buttons.length} replies` : "link"}`;

function refuseCards(cards: readonly Card[], ctx: z.RefinementCtx): void {
  const [first] = cards;
  cards.forEach((card, at) => {
    const tell = (member: string, fault: ReturnType<typeof coded>): void =>
      ctx.addIssue({ code: "custom", path: [at, member], ...fault });
    if (card.card_index !== at)
      tell("card_index", coded("card_index", "The cards count up from 0, in their order."));
    if (first !== undefined && shapeOf(card) !== shapeOf(first))
      tell(
        card.header.type === first.header.type ? "action" : "header",
        coded("cards_differ", "All cards have the same kind of header and the same buttons."),
      );
  });
  const replies = cards.flatMap(({ action }, at) =>
    "buttons" in action ? action.buttons.map(({ quick_reply: { id } }, b) => ({ id, at, b })) : [],
  );
  refuseTwice(
    ctx,
    replies.map(({ id }) => id),
    (i) => [replies[i]?.at ?? 0, "action", "buttons", replies[i]?.b ?? 0, "quick_reply", "id"],
  );
}

/** Cards with pictures side by side. */
export const Carousel = z.strictObject({
  type: kindOf("carousel", "Cards side by side."),
  body: Body,
  action: z
    .strictObject({
      cards: z
        .array(Card)
        .min(CARDS_MIN)
        .max(CARDS_MAX)
        .superRefine(refuseCards)
        .meta({ description: `${CARDS_MIN} to ${CARDS_MAX} cards of one shape.` }),
    })
    .meta({ description: "The cards." }),
});
