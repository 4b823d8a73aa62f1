/**
 * A campaign's variable that takes each person's own opt-out link, `{ "field": "opt_out_url" }`. Whoever holds a link
 * can withdraw for its person, so it is made when the message leaves, and only its name is kept.
 */
import { OPT_OUT_FIELD, type Variables } from "#core/campaign/variables";
import { slotsOf, type ButtonSlot, type SlottedTemplate } from "#core/whatsapp/template-slots";
import { lengthOf } from "#core/whatsapp/template-text";
import { variablesOf } from "#core/whatsapp/template-variables";

/** The variables that take the link. */
const takers = (variables: Variables): readonly string[] =>
  Object.keys(variables).filter((name) => {
    const source = variables[name];
    return source !== undefined && "field" in source && source.field === OPT_OUT_FIELD;
  });

/** The template's own part of a button's address, before its variable; "" for any other place. */
function beginningAt(template: SlottedTemplate, name: string): string {
  const [, card, at] = /^(?:card\.(\d)\.)?button\.(\d)$/.exec(name) ?? [];
  if (at === undefined) return "";
  const slots = slotsOf(template);
  const of = card === undefined ? slots : slots.cards?.[Number(card)];
  const button: ButtonSlot | undefined = of?.buttons[Number(at)];
  return button?.kind === "url" && !button.isCode
    ? button.url.slice(0, button.url.indexOf("{{"))
    : "";
}

/**
 * What stands for the link in one place: all of it in a text; in a button's address what the template does not say itself, so
 * `<token>` after `…/u/` and `u/<token>` after `…/`.
 *
 * @returns null when the address is of another host or path: the link would not open.
 */
const linkAt = (template: SlottedTemplate, name: string, link: string): string | null => {
  const beginning = beginningAt(template, name);
  return link.startsWith(beginning) ? link.slice(beginning.length) : null;
};

/**
 * The variables that cannot hold the link: a button leads elsewhere, or the text around has no room for it.
 *
 * @param link Any person's: all are of one length and differ in their last segment alone.
 */
export function optOutMisfits(
  variables: Variables,
  template: SlottedTemplate,
  link: string,
): readonly { readonly variable: string; readonly message: string }[] {
  const required = variablesOf(template);
  return takers(variables).flatMap((variable) => {
    const value = linkAt(template, variable, link);
    const base = link.slice(0, link.lastIndexOf("/") + 1);
    if (value === null || value === "")
      return [
        {
          variable,
          message: `The button's address must be ${base}{{1}} to hold the opt-out link.`,
        },
      ];
    const max = required.find(({ key }) => key === variable)?.max ?? 0;
    return lengthOf(value) <= max
      ? []
      : [
          {
            variable,
            message: `${variable} has no room for the opt-out link: ${lengthOf(value)} characters.`,
          },
        ];
  });
}

/**
 * The values that leave for one person; null when none takes the link, so that what is kept may leave as it is.
 *
 * @param values As they were frozen. @param linkOf Makes the person's own link.
 */
export function withOptOutLink(
  campaign: { readonly variables: Variables; readonly template: SlottedTemplate },
  values: Readonly<Record<string, string>>,
  linkOf: () => string,
): Readonly<Record<string, string>> | null {
  const names = takers(campaign.variables);
  if (names.length === 0) return null;
  const link = linkOf();
  const own = names.map((name) => [name, linkAt(campaign.template, name, link) ?? link] as const);
  return { ...values, ...Object.fromEntries(own) };
}
