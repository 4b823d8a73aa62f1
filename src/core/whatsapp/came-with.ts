/** What stands beside the content of an incoming message. */
import { elements, isRecord, member, textAt, textOf } from "#core/whatsapp/envelope-json";

/** The ad or post that led to the message (click to WhatsApp), under Meta's names; only the members that came. */
export type Referral = Readonly<Partial<Record<(typeof REFERRAL_TEXTS)[number], string>>> & {
  /** What the ad made the business say first. */
  readonly welcome_message?: { readonly text: string };
};

/** An error that Meta put on a message, e.g. because it cannot be shown or its file could not be had. */
export interface InboundError {
  readonly code: number;
  readonly title: string | null;
  readonly message: string | null;
  readonly details: string | null;
}

/** Only what came is there; most messages bring nothing of it. */
export interface CameWith {
  readonly forwarded?: true;
  /** Forwarded many times. */
  readonly frequentlyForwarded?: true;
  readonly referredProduct?: { readonly catalog_id: string; readonly product_retailer_id: string };
  readonly referral?: Referral;
  readonly errors?: readonly InboundError[];
}

/** Texts for a person to read: cut when they are too long. */
const PROSE: ReadonlySet<string> = new Set(["headline", "body"]);
const REFERRAL_TEXTS = [
  "source_url",
  "source_id",
  "source_type",
  "headline",
  "body",
  "media_type",
  "image_url",
  "video_url",
  "thumbnail_url",
  "ctwa_clid",
] as const;

/** Links and ad texts are longer than names and ids. */
const LONG_MAX = 4096;
const ERRORS_MAX = 10;

/** What a message of Meta brings beside its content; null when it is nothing. Never throws, whatever it is given. */
export function readCameWith(message: unknown): CameWith | null {
  const context = member(message, "context");
  const isFrequent = member(context, "frequently_forwarded") === true;
  const isForwarded = isFrequent || member(context, "forwarded") === true;
  const product = productOf(member(context, "referred_product"));
  const referral = referralOf(member(message, "referral"));
  const errors = elements(member(message, "errors"))
    .slice(0, ERRORS_MAX)
    .flatMap((error) => errorOf(error) ?? []);
  const came: CameWith = {
    ...(isForwarded ? { forwarded: true } : {}),
    ...(isFrequent ? { frequentlyForwarded: true } : {}),
    ...(product === null ? {} : { referredProduct: product }),
    ...(referral === null ? {} : { referral }),
    ...(errors.length === 0 ? {} : { errors }),
  };
  return Object.keys(came).length === 0 ? null : came;
}

function productOf(product: unknown): NonNullable<CameWith["referredProduct"]> | null {
  const catalogId = textAt(product, "catalog_id");
  const retailerId = textAt(product, "product_retailer_id");
  return catalogId === null || retailerId === null
    ? null
    : { catalog_id: catalogId, product_retailer_id: retailerId };
}

/** Nothing takes another's place: an ad without a click id has none. */
function referralOf(referral: unknown): Referral | null {
  if (!isRecord(referral)) return null;
  const texts = REFERRAL_TEXTS.flatMap((name) => {
    const text = textOf(member(referral, name), PROSE.has(name) ? LONG_MAX : LONG_MAX + 1);
    // A part of a link or an id is another link or id.
    return text === null || text.length > LONG_MAX ? [] : [[name, text] as const];
  });
  const welcome = textOf(member(member(referral, "welcome_message"), "text"), LONG_MAX);
  if (texts.length === 0 && welcome === null) return null;
  return {
    ...Object.fromEntries(texts),
    ...(welcome === null ? {} : { welcome_message: { text: welcome } }),
  };
}

function errorOf(error: unknown): InboundError | null {
  const code = member(error, "code");
  if (typeof code !== "number" || !Number.isSafeInteger(code)) return null;
  return {
    code,
    title: textAt(error, "title"),
    message: textAt(error, "message"),
    details: textAt(member(error, "error_data"), "details"),
  };
}
