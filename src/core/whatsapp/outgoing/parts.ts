/**
 * What several types of outgoing messages share. Every schema of this folder says three things at once: what the contract tells
 * of a member, its type, and what is refused because Meta would. Sources: Meta, "Messages API" and its page of each type.
 */
import { z } from "zod";

import { leadsOutside } from "#core/callback-url";
import { lengthOf } from "#core/whatsapp/template-text";

/** What the contract says of a member. */
export interface Told {
  readonly description: string;
  readonly example: string;
}

/** A fault that is told with a stable code beside the pointer of its member. */
export const coded = (code: string, message: string) => ({ message, params: { code } });

/** A text that is not blank, of at most `max` characters. */
export const textUpTo = (max: number, told: Told) =>
  z
    .string()
    .refine((text) => text.trim() !== "", coded("blank", "Must not be blank."))
    .refine((text) => lengthOf(text) <= max, coded("too_long", `At most ${max} characters.`))
    .meta({ minLength: 1, maxLength: max, ...told });

/** An id or another opaque word of Meta or the caller. */
export const wordUpTo = (max: number, told: Told) => textUpTo(max, told);

const LINK_LENGTH_MAX = 2000;

/** A link from which Meta fetches a medium. */
export const httpsLink = (told: Told) =>
  z
    .string()
    .refine(
      (text) => hostOf(text, ["https:"]) !== null && text.length <= LINK_LENGTH_MAX,
      coded("https_link", `An https link of at most ${LINK_LENGTH_MAX} characters.`),
    )
    .refine(
      leadsOutside,
      coded("url_not_allowed", "The link must lead to a host on the public network."),
    )
    .meta({ maxLength: LINK_LENGTH_MAX, ...told });

/** A link that a person opens: with a host name, because Meta refuses addresses. */
export const webLink = (told: Told) =>
  z
    .string()
    .refine(
      (text) => {
        const host = hostOf(text, ["https:", "http:"]);
        return host !== null && !isAddress(host) && text.length <= LINK_LENGTH_MAX;
      },
      coded("web_link", `A web link with a host name, of at most ${LINK_LENGTH_MAX} characters.`),
    )
    .meta({ maxLength: LINK_LENGTH_MAX, ...told });

function hostOf(text: string, protocols: readonly string[]): string | null {
  const url = URL.parse(text);
  return url !== null && protocols.includes(url.protocol) && url.username === ""
    ? url.hostname
    : null;
}

const isAddress = (host: string): boolean => /^\[|^[\d.]+$/.test(host);

/** Tell every value that stands in a list before: `pathOf` leads from the list to it. */
export function refuseTwice(
  ctx: z.RefinementCtx,
  values: readonly (string | undefined)[],
  pathOf: (at: number) => readonly (string | number)[],
): void {
  values.forEach((value, at) => {
    if (value === undefined || values.indexOf(value) === at) return;
    ctx.addIssue({
      code: "custom",
      path: [...pathOf(at)],
      ...coded("duplicate", "Is given twice."),
    });
  });
}
