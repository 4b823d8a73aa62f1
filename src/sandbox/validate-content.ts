/** The objects of the plain types. Source: Meta, the pages of the message types; errors 100, 131008, 131009. */
import {
  accept,
  isObject,
  lengthOf,
  objectsOf,
  refuse,
  textOf,
  type Checked,
  type JsonObject,
} from "#sandbox/result";

const TEXT_MAX = 4096;
const CAPTION_MAX = 1024;
const CONTACTS_MAX = 257;

/** Whether the object of a type can be sent. */
export type ContentCheck = (content: JsonObject) => Checked<JsonObject>;

/** Why a medium cannot be sent: it needs one source, and a link must be one. */
export function mediumFault(medium: unknown): string | null {
  const { id, link } = isObject(medium) ? medium : {};
  if ((textOf(id) === undefined) === (textOf(link) === undefined))
    return "A medium needs either an id or a link.";
  return link === undefined || /^https?:\/\/[^/\s<>]+/.test(textOf(link) ?? "")
    ? null
    : "link is not a valid URL.";
}

/** Why an action that opens a link cannot stand. */
export function linkFault(action: JsonObject): string | null {
  if (action["name"] !== "cta_url") return "action.name must be cta_url.";
  const { display_text: label, url } = isObject(action["parameters"]) ? action["parameters"] : {};
  if (!isLabel(label)) return "display_text has 1 to 20 characters.";
  const host = /^https?:\/\/([^/:?#\s]+)/.exec(textOf(url) ?? "")?.[1];
  return host === undefined || /^[\d.]+$/.test(host) ? "url needs a host name." : null;
}

const isLabel = (label: unknown): boolean =>
  textOf(label) !== undefined && lengthOf(textOf(label) ?? "") <= 20;

/** A medium; `hasCaption` tells whether its type has words. */
const checkMedium =
  (hasCaption: boolean): ContentCheck =>
  (medium) => {
    const fault = mediumFault(medium);
    if (fault !== null) return refuse(131009, fault);
    const { caption } = medium;
    if (caption === undefined) return accept(medium);
    if (!hasCaption) return refuse(100, "This type of message has no caption.");
    return lengthOf(textOf(caption) ?? "") <= CAPTION_MAX
      ? accept(medium)
      : refuse(100, `caption has at most ${CAPTION_MAX} characters.`);
  };

function checkText(text: JsonObject): Checked<JsonObject> {
  const body = textOf(text["body"]);
  if (body === undefined) return refuse(131008, "text.body is required.");
  return lengthOf(body) > TEXT_MAX
    ? refuse(100, `text.body has at most ${TEXT_MAX} characters.`)
    : accept(text);
}

function checkLocation(location: JsonObject): Checked<JsonObject> {
  const { latitude, longitude } = location;
  if (latitude === undefined || longitude === undefined)
    return refuse(131008, "location needs latitude and longitude.");
  return isDegrees(latitude, 90) && isDegrees(longitude, 180)
    ? accept(location)
    : refuse(131009, "latitude or longitude is not valid.");
}

const isDegrees = (value: unknown, max: number): boolean =>
  (typeof value === "number" || textOf(value) !== undefined) && Math.abs(Number(value)) <= max;

/** Meta takes the list as JSON and as the text of it. */
function checkContacts({ contacts }: JsonObject): Checked<JsonObject> {
  const cards = objectsOf(typeof contacts === "string" ? parsed(contacts) : contacts);
  if (cards.length === 0) return refuse(131008, "contacts needs at least one contact.");
  if (cards.length > CONTACTS_MAX) return refuse(100, `At most ${CONTACTS_MAX} contacts.`);
  return cards.every(({ name }) => isObject(name) && isNamed(name))
    ? accept({ contacts: cards })
    : refuse(131009, "A contact's name needs formatted_name and one more part.");
}

const isNamed = (name: JsonObject): boolean =>
  textOf(name["formatted_name"]) !== undefined &&
  ["first_name", "last_name", "middle_name", "suffix", "prefix"].some(
    (part) => textOf(name[part]) !== undefined,
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkReaction(reaction: JsonObject): Checked<JsonObject> {
  if (textOf(reaction["message_id"]) === undefined)
    return refuse(131008, "reaction.message_id is required.");
  return typeof reaction["emoji"] === "string"
    ? accept(reaction)
    : refuse(131008, "reaction.emoji is required.");
}

function checkTemplate(template: JsonObject): Checked<JsonObject> {
  if (textOf(template["name"]) === undefined) return refuse(131008, "template.name is required.");
  const language = template["language"];
  return isObject(language) && textOf(language["code"]) !== undefined
    ? accept(template)
    : refuse(131008, "template.language.code is required.");
}

/** The types but `interactive`, each with the check of its object. */
export const PLAIN_CHECKS: Readonly<Record<string, ContentCheck>> = {
  text: checkText,
  template: checkTemplate,
  image: checkMedium(true),
  video: checkMedium(true),
  document: checkMedium(true),
  audio: checkMedium(false),
  sticker: checkMedium(false),
  location: checkLocation,
  contacts: checkContacts,
  reaction: checkReaction,
};
