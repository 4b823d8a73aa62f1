/** Interactive messages that offer choices: reply buttons, a list, a link. */
import { z } from "zod";

import {
  bodyUpTo,
  BUTTON_LENGTH_MAX,
  Footer,
  kindOf,
  LinkAction,
  PARTS,
  TextHeader,
} from "#core/whatsapp/outgoing/interactive-parts";
import { coded, refuseTwice, textUpTo, wordUpTo } from "#core/whatsapp/outgoing/parts";

const BUTTONS_MAX = 3;
const ROWS_MAX = 10;
const SECTIONS_MAX = 10;
/** Meta's reference says 4,096, its schema 1,024. */
const LIST_BODY_LENGTH_MAX = 4096;

const ReplyButton = z.strictObject({
  type: z.literal("reply").meta({ description: "Always `reply`.", example: "reply" }),
  reply: z
    .strictObject({
      id: wordUpTo(256, { description: "Comes back when it is pressed.", example: "pick-up" }),
      title: textUpTo(BUTTON_LENGTH_MAX, { description: "What it says.", example: "Pick it up" }),
    })
    .meta({ description: "The button." }),
});

/** Up to three buttons that answer. */
export const ReplyButtons = z.strictObject({
  type: kindOf("button", "Buttons that answer."),
  ...PARTS,
  action: z
    .strictObject({
      buttons: z
        .array(ReplyButton)
        .min(1)
        .max(BUTTONS_MAX)
        .superRefine((buttons, ctx) => {
          const replies = buttons.map(({ reply }) => reply);
          for (const member of ["id", "title"] as const)
            refuseTwice(
              ctx,
              replies.map((reply) => reply[member]),
              (at) => [at, "reply", member],
            );
        })
        .meta({ description: `1 to ${BUTTONS_MAX} buttons; ids and titles are unique.` }),
    })
    .meta({ description: "The buttons." }),
});

const Row = z.strictObject({
  id: wordUpTo(200, { description: "Comes back when it is chosen.", example: "size-m" }),
  title: textUpTo(24, { description: "What it says.", example: "Medium" }),
  description: textUpTo(72, { description: "A line below.", example: "Chest 96 cm" }).optional(),
});

const Section = z.strictObject({
  title: textUpTo(24, {
    description: "Title; needed when there are several sections.",
    example: "Sizes",
  }).optional(),
  rows: z.array(Row).min(1).max(ROWS_MAX).meta({ description: "What can be chosen." }),
});

/** Tell each of several sections that has no title. `path` leads to the list of sections. */
export function refuseUntitled(
  ctx: z.RefinementCtx,
  sections: readonly { title?: string | undefined }[],
): void {
  if (sections.length < 2) return;
  sections.forEach(({ title }, at) => {
    if (title === undefined)
      ctx.addIssue({
        code: "custom",
        path: [at, "title"],
        ...coded("title_required", "Each of several sections needs a title."),
      });
  });
}

/** A list that opens. */
export const List = z.strictObject({
  type: kindOf("list", "A list that opens."),
  header: TextHeader.optional(),
  body: bodyUpTo(LIST_BODY_LENGTH_MAX),
  footer: Footer.optional(),
  action: z
    .strictObject({
      button: textUpTo(BUTTON_LENGTH_MAX, { description: "What opens it.", example: "Sizes" }),
      sections: z
        .array(Section)
        .min(1)
        .max(SECTIONS_MAX)
        .superRefine((sections, ctx) => {
          refuseUntitled(ctx, sections);
          const rows = sections.flatMap((section, s) =>
            section.rows.map(({ id }, r) => ({ id, path: [s, "rows", r, "id"] })),
          );
          if (rows.length > ROWS_MAX)
            ctx.addIssue({
              code: "custom",
              ...coded("too_many_rows", `At most ${ROWS_MAX} rows in all sections together.`),
            });
          refuseTwice(
            ctx,
            rows.map(({ id }) => id),
            (at) => rows[at]?.path ?? [],
          );
        })
        .meta({
          description: `1 to ${SECTIONS_MAX} sections with at most ${ROWS_MAX} rows in all; ids of rows are unique.`,
        }),
    })
    .meta({ description: "The list." }),
});

/** One button that opens a link. */
export const LinkButton = z.strictObject({
  type: kindOf("cta_url", "A button that opens a link."),
  ...PARTS,
  action: LinkAction,
});
