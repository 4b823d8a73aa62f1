/** The address of a link button. */
import type { TemplateButton } from "#core/whatsapp/template-button-shapes";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import { lengthOf } from "#core/whatsapp/template-text";

const URL_LENGTH_MAX = 2000;

/** @param at Pointer to the button. */
export function urlProblems(
  { url, example }: Extract<TemplateButton, { type: "URL" }>,
  at: string,
): TemplateProblem[] {
  const pointer = `${at}/url`;
  const host = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
  if (host === undefined)
    return [found("url_invalid", pointer, "The address does not begin with https:// or http://.")];
  if (host.includes("{{"))
    return [found("url_host_variable", pointer, "The site's name has a variable.")];
  if (!isAddress(url)) return [found("url_invalid", pointer, "The address is none.")];
  return [
    ...(lengthOf(url) > URL_LENGTH_MAX
      ? [
          found(
            "text_too_long",
            pointer,
            `The address has ${lengthOf(url)} characters, at most ${URL_LENGTH_MAX} are allowed.`,
          ),
        ]
      : []),
    ...(/^http:/i.test(url)
      ? [found("url_insecure", pointer, "The address is not encrypted.")]
      : []),
    ...suffixProblems(url, [example].flat()[0], at),
  ];
}

/** With its variable filled in. */
const isAddress = (url: string): boolean =>
  !/\s/.test(url) && URL.canParse(url.replaceAll(/\{\{[^{}]*\}\}/g, "1"));

function suffixProblems(url: string, example: string | undefined, at: string): TemplateProblem[] {
  if (!/\{\{|\}\}/.test(url)) return [];
  const base = /^([^{}]*)\{\{\w+\}\}$/.exec(url)?.[1];
  if (base === undefined)
    return [
      found(
        "url_variable_place",
        `${at}/url`,
        "The address has more than one variable, or one that does not end it.",
      ),
    ];
  const pointer = `${at}/example`;
  if (example === undefined || example.trim() === "")
    return [found("url_example_missing", pointer, "The variable has no example.")];
  return /^https?:/i.test(example) && !example.startsWith(base)
    ? [found("url_example_mismatch", pointer, "The example leads elsewhere than the address.")]
    : [];
}
