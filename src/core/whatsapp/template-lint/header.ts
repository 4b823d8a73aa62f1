/** The header: a line of text, a medium, a place or a product. */
import type { ParameterFormat } from "#core/template/states";
import type { Of } from "#core/whatsapp/template-lint/linted";
import { lengthProblems, lineProblems } from "#core/whatsapp/template-lint/texts";
import {
  declaredIn,
  exampleProblems,
  writingProblems,
} from "#core/whatsapp/template-lint/variables";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import { HEADER_LENGTH_MAX } from "#core/whatsapp/template-text";

/** @param at Pointer to the component. */
export function headerProblems(
  header: Of<"HEADER">,
  at: string,
  format: ParameterFormat,
): TemplateProblem[] {
  switch (header.format) {
    case "TEXT":
      return textHeaderProblems(header, at, format);
    case "LOCATION":
    case "PRODUCT":
      return [];
    case "IMAGE":
    case "VIDEO":
    case "DOCUMENT":
    case "GIF":
      return mediaProblems(header, at);
  }
}

function textHeaderProblems(
  { text, example }: Extract<Of<"HEADER">, { format: "TEXT" }>,
  at: string,
  format: ParameterFormat,
): TemplateProblem[] {
  const place = { pointer: `${at}/text`, what: "header", max: HEADER_LENGTH_MAX };
  return [
    ...lengthProblems(place, text),
    ...writingProblems(place, text, format),
    ...lineProblems(place, text),
    ...(declaredIn(text, format).length > 1
      ? [found("header_variables", place.pointer, "The header has more than one variable.")]
      : []),
    ...exampleProblems(text, format, {
      given: { positional: example?.header_text, named: example?.header_text_named_params },
      pointer: `${at}/example/header_text`,
      max: HEADER_LENGTH_MAX,
    }),
    ...(/[*~`]|(?<![a-z0-9])_|_(?![a-z0-9])|\p{Extended_Pictographic}/u.test(
      text.replaceAll(/\{\{\w*\}\}/g, ""),
    )
      ? [found("header_formatting", place.pointer, "The header has formatting marks or emoji.")]
      : []),
  ];
}

/** A handle of Meta's resumable upload, `4::aW…`, or a medium of ours, which is uploaded when the template is submitted. */
const HANDLE = /^(?:\d+:\S+|med_[0-9a-z]{26})$/;

function mediaProblems(
  { format, example }: Extract<Of<"HEADER">, { format: "IMAGE" | "VIDEO" | "DOCUMENT" | "GIF" }>,
  at: string,
): TemplateProblem[] {
  const pointer = `${at}/example/header_handle`;
  const [handle] = example?.header_handle ?? [];
  const problems: TemplateProblem[] = [];
  if (handle === undefined || handle.trim() === "")
    problems.push(
      found("media_example_missing", pointer, `The header of format ${format} has no sample.`),
    );
  else if (!HANDLE.test(handle))
    problems.push(
      found("media_handle", `${pointer}/0`, "This is no handle: an address or a media id is none."),
    );
  if (format === "GIF")
    problems.push(
      found("header_gif", `${at}/format`, "Only the Marketing Messages API takes GIF headers."),
    );
  return problems;
}
