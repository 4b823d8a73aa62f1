/** What WhatsApp takes of what is sent. */
import { byType, type ByType } from "#core/automation/by-type";
import { foldText } from "#core/automation/fold-text";
import type { Step } from "#core/automation/steps";
import { found, type Found, type Verified } from "#core/automation/verify-problem";
import { tagFault } from "#core/contact/tag";
import { lengthOf } from "#core/whatsapp/template-text";

const BUTTONS_MAX = 3;
const ROWS_MAX = 10;
const TEXT_MAX = 4096;
const BODY_MAX = 1024;
const CAPTION_MAX = 1024;

export const contentProblems = ({ program }: Verified): readonly Found[] =>
  Object.entries(program.steps).flatMap(([name, step]) => [
    ...tooLong(name, step),
    ...tooMany(name, step),
    ...twice(name, step),
    ...badTag(name, step),
  ]);

/** A text of a step, where it stands, and how long it may be. */
type Limited = readonly [pointer: string, text: string | undefined, max: number];

const LIMITS: ByType<Step, null, readonly Limited[]> = {
  message: ({ text }) => [["/text", text, TEXT_MAX]],
  handoff: ({ text }) => [["/text", text, TEXT_MAX]],
  question: ({ text, retry_text: again }) => [
    ["/text", text, TEXT_MAX],
    ["/retry_text", again, TEXT_MAX],
  ],
  buttons: ({ text, buttons }) => [
    ["/text", text, BODY_MAX],
    ...buttons.flatMap(({ id, title }, i): Limited[] => [
      [`/buttons/${i}/id`, id, 256],
      [`/buttons/${i}/title`, title, 20],
    ]),
  ],
  list: ({ text, button, rows }) => [
    ["/text", text, TEXT_MAX],
    ["/button", button, 20],
    ...rows.flatMap(({ id, title, description }, i): Limited[] => [
      [`/rows/${i}/id`, id, 200],
      [`/rows/${i}/title`, title, 24],
      [`/rows/${i}/description`, description, 72],
    ]),
  ],
  media: ({ caption }) => [["/caption", caption, CAPTION_MAX]],
};

const tooLong = (name: string, step: Step): readonly Found[] =>
  (byType(LIMITS, step, null) ?? [])
    .filter(([, text, max]) => text !== undefined && lengthOf(text) > max)
    .map(([pointer, , max]) =>
      found("text_too_long", { step: name, pointer }, `At most ${max} characters.`),
    );

function tooMany(name: string, step: Step): readonly Found[] {
  if (step.type === "buttons" && step.buttons.length > BUTTONS_MAX)
    return [
      found(
        "too_many_buttons",
        { step: name, pointer: "/buttons" },
        `At most ${BUTTONS_MAX} buttons.`,
      ),
    ];
  return step.type === "list" && step.rows.length > ROWS_MAX
    ? [found("too_many_rows", { step: name, pointer: "/rows" }, `At most ${ROWS_MAX} rows.`)]
    : [];
}

/** WhatsApp refuses an id or a button's title that stands twice, and a reply by its title would mean two things. */
function twice(name: string, step: Step): readonly Found[] {
  if (step.type !== "buttons" && step.type !== "list") return [];
  const [list, choices] =
    step.type === "buttons" ? (["buttons", step.buttons] as const) : (["rows", step.rows] as const);
  const ids = choices.map(({ id }) => id);
  const titles = choices.map(({ title }) => foldText(title));
  return choices.flatMap((_, i) => {
    const member =
      ids.indexOf(ids[i] ?? "") < i ? "id" : titles.indexOf(titles[i] ?? "") < i ? "title" : null;
    return member === null
      ? []
      : [
          found(
            "duplicate_button_id",
            { step: name, pointer: `/${list}/${i}/${member}` },
            "Stands twice.",
          ),
        ];
  });
}

function badTag(name: string, step: Step): readonly Found[] {
  const fault = step.type === "tag" || step.type === "untag" ? tagFault(step.tag) : null;
  return fault === null
    ? []
    : [found("invalid_tag", { step: name, pointer: "/tag" }, fault.message)];
}
