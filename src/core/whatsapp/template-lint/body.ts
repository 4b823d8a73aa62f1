/** The body and the footer. */
import type { ParameterFormat } from "#core/template/states";
import type { Of } from "#core/whatsapp/template-lint/linted";
import { lengthProblems, plainProblems, type TextPlace } from "#core/whatsapp/template-lint/texts";
import {
  declaredIn,
  exampleProblems,
  placeProblems,
  writingProblems,
} from "#core/whatsapp/template-lint/variables";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";

const FOOTER_LENGTH_MAX = 60;
const EMOJI_MAX = 10;

/** @param at Pointer to the component. @param max How long the text may be. */
export function bodyProblems(
  { text = "", example }: Of<"BODY">,
  {
    at,
    format,
    max,
  }: { readonly at: string; readonly format: ParameterFormat; readonly max: number },
): TemplateProblem[] {
  const place = { pointer: `${at}/text`, what: "body", max };
  return [
    ...lengthProblems(place, text),
    ...writingProblems(place, text, format),
    ...placeProblems(place, text, declaredIn(text, format).length),
    ...exampleProblems(text, format, {
      given: { positional: example?.body_text?.[0], named: example?.body_text_named_params },
      pointer: `${at}/example/body_text`,
      max,
    }),
    ...lookProblems(place, text),
  ];
}

/** What Meta's reviewers dislike in the look of a body. */
function lookProblems({ pointer }: TextPlace, text: string): TemplateProblem[] {
  const emoji = text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0;
  return [
    ...(/\n{3}/.test(text.replaceAll("\r", ""))
      ? [found("body_blank_lines", pointer, "The body has two empty lines in a row.")]
      : []),
    ...(/ {5}/.test(text)
      ? [found("body_spaces", pointer, "The body has more than four spaces in a row.")]
      : []),
    ...(emoji > EMOJI_MAX ? [found("emoji_many", pointer, `The body has ${emoji} emoji.`)] : []),
  ];
}

/** @param at Pointer to the component. */
export const footerProblems = ({ text = "" }: Of<"FOOTER">, at: string): TemplateProblem[] =>
  plainProblems({ pointer: `${at}/text`, what: "footer", max: FOOTER_LENGTH_MAX }, text);
