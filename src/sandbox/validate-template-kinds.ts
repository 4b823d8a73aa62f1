/** What Meta asks of carousels, limited-time offers, products and one-time codes. Source: Meta, the pages of these templates. */
import { isObject, lengthOf, objectsOf, textOf, type JsonObject } from "#sandbox/result";

const typeOf = (part: JsonObject): string => textOf(part["type"])?.toUpperCase() ?? "";
const formatOf = (part: JsonObject | undefined): string =>
  textOf(part?.["format"])?.toUpperCase() ?? "";
const find = (parts: readonly JsonObject[], type: string): JsonObject | undefined =>
  parts.find((part) => typeOf(part) === type);
const buttonTypes = (parts: readonly JsonObject[]): readonly string[] =>
  objectsOf(find(parts, "BUTTONS")?.["buttons"]).map(typeOf);

/** Why the parts of a template do not go together; null when they do. */
export function companyFault(components: readonly JsonObject[], category: string): string | null {
  const buttons = buttonTypes(components);
  const hasProduct = formatOf(find(components, "HEADER")) === "PRODUCT";
  if (category === "AUTHENTICATION") return codeFault(components, buttons);
  if (buttons.includes("OTP")) return "An OTP button needs the category AUTHENTICATION.";
  if (hasProduct !== buttons.includes("SPM"))
    return "A product's header and an SPM button go together.";
  if (buttons.length > 1 && buttons.some((type) => ["CATALOG", "MPM", "SPM"].includes(type)))
    return "A catalog's button stands alone.";
  return offerFault(components, category, buttons) ?? carouselFault(components);
}

function offerFault(
  components: readonly JsonObject[],
  category: string,
  buttons: readonly string[],
): string | null {
  const part = find(components, "LIMITED_TIME_OFFER");
  if (part === undefined) return null;
  const offer = part["limited_time_offer"];
  const text = isObject(offer) ? (textOf(offer["text"]) ?? "") : "";
  const header = formatOf(find(components, "HEADER"));
  const body = textOf(find(components, "BODY")?.["text"]) ?? "";
  return firstOf([
    [text === "" || lengthOf(text) > 16, "An offer's text has 1 to 16 characters."],
    [category !== "MARKETING", "An offer is of the category MARKETING."],
    [find(components, "FOOTER") !== undefined, "An offer takes no footer."],
    [!["", "IMAGE", "VIDEO"].includes(header), "An offer's header is an image or a video."],
    [!buttons.includes("URL"), "An offer needs a link."],
    [lengthOf(body) > 600, "An offer's body has at most 600 characters."],
  ]);
}

/** The first of the faults that is one. */
const firstOf = (faults: readonly (readonly [isFault: boolean, told: string])[]): string | null =>
  faults.find(([isFault]) => isFault)?.[1] ?? null;

const CARD_BUTTONS = ["QUICK_REPLY", "URL", "PHONE_NUMBER", "SPM"];

function carouselFault(components: readonly JsonObject[]): string | null {
  const carousel = find(components, "CAROUSEL");
  if (carousel === undefined) return null;
  if (components.some((part) => !["BODY", "CAROUSEL"].includes(typeOf(part))))
    return "Beside a carousel stands a body alone.";
  const cards = objectsOf(carousel["cards"]).map((card) => objectsOf(card["components"]));
  if (cards.length < 2 || cards.length > 10) return "A carousel has 2 to 10 cards.";
  for (const card of cards) {
    const fault = cardFault(card);
    if (fault !== null) return fault;
  }
  return new Set(cards.map(shapeOf)).size === 1 ? null : "All cards have the same parts.";
}

function cardFault(card: readonly JsonObject[]): string | null {
  const buttons = buttonTypes(card);
  if (!["IMAGE", "VIDEO", "PRODUCT"].includes(formatOf(find(card, "HEADER"))))
    return "A card's header is an image, a video or a product.";
  if (
    buttons.length < 1 ||
    buttons.length > 2 ||
    buttons.some((type) => !CARD_BUTTONS.includes(type))
  )
    return "A card has one or two buttons: replies, links, a phone number or a product.";
  return lengthOf(textOf(find(card, "BODY")?.["text"]) ?? "") > 160
    ? "A card's body has at most 160 characters."
    : null;
}

const shapeOf = (card: readonly JsonObject[]): string =>
  JSON.stringify([
    formatOf(find(card, "HEADER")),
    find(card, "BODY") !== undefined,
    buttonTypes(card),
  ]);

function codeFault(components: readonly JsonObject[], buttons: readonly string[]): string | null {
  const minutes = find(components, "FOOTER")?.["code_expiration_minutes"];
  const isKnown = (part: JsonObject) => ["BODY", "FOOTER", "BUTTONS"].includes(typeOf(part));
  const isWithin = minutes === undefined || (Number(minutes) >= 1 && Number(minutes) <= 90);
  const [otp] = objectsOf(find(components, "BUTTONS")?.["buttons"]);
  const fault = firstOf([
    [!components.every(isKnown), "A one-time code takes a body, a footer and buttons."],
    [buttons.join() !== "OTP", "A one-time code needs one OTP button."],
    [
      components.some((part) => part["text"] !== undefined),
      "The texts of a one-time code are Meta's own.",
    ],
    [!isWithin, "code_expiration_minutes is 1 to 90."],
  ]);
  return fault ?? (otp === undefined ? null : otpFault(otp));
}

function otpFault(otp: JsonObject): string | null {
  const type = textOf(otp["otp_type"])?.toUpperCase() ?? "";
  if (!["COPY_CODE", "ONE_TAP", "ZERO_TAP"].includes(type))
    return "otp_type is copy_code, one_tap or zero_tap.";
  if (type === "COPY_CODE") return null;
  const apps = objectsOf(otp["supported_apps"]);
  if (apps.length < 1 || apps.length > 5) return "supported_apps names 1 to 5 apps.";
  if (
    apps.some(
      (app) =>
        textOf(app["package_name"]) === undefined ||
        lengthOf(textOf(app["signature_hash"]) ?? "") !== 11,
    )
  )
    return "An app has a package_name and a signature_hash of 11 characters.";
  return type === "ZERO_TAP" && otp["zero_tap_terms_accepted"] !== true
    ? "zero_tap_terms_accepted must be true."
    : null;
}
