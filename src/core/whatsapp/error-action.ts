/**
 * What the system does when Meta refuses, by Meta's error code: one table, read by the sender, the campaigns and the views.
 * The same codes come in the answer of a call and later in a status. Rows are data; a code that Meta invents tomorrow is one
 * more row.
 */

export type ErrorAction =
  /** Definitely not accepted: the row goes back to the queue and is tried again. */
  | "requeue"
  /** This message will not be sent. */
  | "fail"
  /** The message fails, and so would every other one of its campaign. */
  | "pause_campaign"
  /** The message fails, and so would every other one from this number. */
  | "pause_number"
  /** The number's access token is of no more use. */
  | "needs_reauth"
  /** The person told Meta to stop this business's marketing. */
  | "withdraw_marketing";

export interface ErrorRule {
  readonly action: ErrorAction;
  /** What a person can do about it, one sentence. */
  readonly remedy: string;
  /** Whether the same message may be accepted later without a change. */
  readonly retryable: boolean;
  /** The number sends too fast: halve its rate and let it climb back. */
  readonly halveRate?: boolean;
  /** Wait at least this long before the next try. */
  readonly afterMs?: number;
  /** Each further wait is this many times the one before. */
  readonly waitFactor?: number;
  /** After so many refusals with this code the message fails. Absent: as often as it takes. */
  readonly triesMax?: number;
  /** Meta's choice, not a fault: counted as skipped by campaigns, never as an error of the sender. */
  readonly skip?: boolean;
  /** What Meta says of the template that was sent. */
  readonly template?: RefusedTemplate;
  /** The fault lies in what a whole campaign has in common, though each message is refused on its own. */
  readonly isAlike?: boolean;
}

/** What a template becomes that Meta does not take any more. */
export type RefusedTemplate = "missing_upstream" | "rejected" | "paused" | "disabled";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const transient = (remedy: string): ErrorRule => ({
  action: "requeue",
  remedy,
  retryable: true,
  afterMs: 5 * SECOND,
  waitFactor: 6,
  triesMax: 3,
});
const fail = (remedy: string): ErrorRule => ({ action: "fail", remedy, retryable: false });
const failAlike = (remedy: string): ErrorRule => ({ ...fail(remedy), isAlike: true });
const reauth = (remedy: string): ErrorRule => ({
  action: "needs_reauth",
  remedy,
  retryable: false,
});
const stopNumber = (remedy: string): ErrorRule => ({
  action: "pause_number",
  remedy,
  retryable: false,
});
const stopCampaign = (remedy: string): ErrorRule => ({
  action: "pause_campaign",
  remedy,
  retryable: false,
});
const stopTemplate = (template: RefusedTemplate, remedy: string): ErrorRule => ({
  ...stopCampaign(remedy),
  template,
});
const wait = (afterMs: number, remedy: string): ErrorRule => ({
  action: "requeue",
  remedy,
  retryable: true,
  afterMs,
});

const NEW_TOKEN = "Give the number a new access token.";
const FIX_PARAMETERS = "Correct the template's parameters, then send again as a new message.";

const RULES: ReadonlyMap<number, ErrorRule> = new Map([
  [0, reauth(NEW_TOKEN)],
  [1, transient("Try again; if it stays, check the request against Meta's reference.")],
  [2, transient("Meta is overloaded or down for a moment; it is tried again by itself.")],
  [3, reauth("Give the app the permission it lacks, then give the number a new access token.")],
  [
    4,
    {
      ...wait(5 * MINUTE, "The app makes too many calls; it slows down by itself."),
      waitFactor: 2,
    },
  ],
  [10, reauth("Grant the WhatsApp permissions again, then give the number a new access token.")],
  [33, stopNumber("The number was deleted at Meta, or the token cannot see it: connect it again.")],
  [100, fail("A parameter is not known or too long: correct the request.")],
  [190, reauth(NEW_TOKEN)],
  [368, stopNumber("Meta restricted the account for its policy: see Account Quality at Meta.")],
  [
    80007,
    { ...wait(5 * MINUTE, "The account makes too many calls; it slows down."), waitFactor: 2 },
  ],
  [
    80008,
    { ...wait(5 * MINUTE, "The account makes too many calls; it slows down."), waitFactor: 2 },
  ],
  [130403, fail("You blocked this person: unblock before you write.")],
  [
    130429,
    {
      ...wait(SECOND, "The number sends faster than Meta allows; it slows down."),
      halveRate: true,
    },
  ],
  [130472, { ...fail("Meta keeps this person out of marketing for an experiment."), skip: true }],
  [130497, fail("This account may not message that country.")],
  [131000, { ...transient("Meta failed for a reason it does not give."), afterMs: 30 * SECOND }],
  [131005, reauth("A permission was removed: grant it, then give the number a new access token.")],
  [131008, fail("A required parameter is missing: correct the request.")],
  [131009, fail("A parameter has a value that Meta does not take: correct the request.")],
  [131016, transient("A service of Meta is down for a moment; it is tried again by itself.")],
  [131021, fail("The recipient is the sending number itself.")],
  [
    131026,
    fail("The person cannot be reached: not on WhatsApp, an old app, or terms not accepted."),
  ],
  [131030, fail("A test number reaches only listed recipients: add this one at Meta.")],
  [131031, stopNumber("Meta locked the account: see Account Quality at Meta.")],
  [131037, stopNumber("Have the number's display name approved at Meta.")],
  [131042, stopCampaign("Meta cannot charge the account: mend the payment method, then resume.")],
  [131045, stopNumber("Register the number at Meta again.")],
  [131047, fail("More than 24 hours since the person last wrote: send a template.")],
  [
    131048,
    stopCampaign(
      "Meta limits the number for its quality: wait a day and look at what is reported.",
    ),
  ],
  [
    131049,
    {
      ...fail("Meta withholds marketing from this person for now: wait a day at least."),
      retryable: true,
      afterMs: 24 * HOUR,
      waitFactor: 3,
      skip: true,
    },
  ],
  [
    131050,
    {
      action: "withdraw_marketing",
      remedy: "The person stopped your marketing: only the person can allow it again.",
      retryable: false,
    },
  ],
  [131051, fail("Meta does not send messages of this type.")],
  [131052, fail("The media of the message could not be fetched.")],
  [131053, fail("The media could not be taken: check its link, its type and its size.")],
  [131056, { ...wait(4 * SECOND, "Too many messages to this person; it waits."), waitFactor: 4 }],
  [131057, wait(MINUTE, "The account is being serviced by Meta; it waits a minute.")],
  [131061, failAlike("A template with a bid goes through Meta's marketing messages only.")],
  [131062, fail("This message needs the person's phone number.")],
  [131063, failAlike("Meta sends this account's marketing through its marketing messages only.")],
  [
    131064,
    stopCampaign("Meta limits the account for templates in a wrong category: correct them."),
  ],
  [132000, failAlike(FIX_PARAMETERS)],
  [
    132001,
    stopTemplate(
      "missing_upstream",
      "The template does not exist in this language or is not approved.",
    ),
  ],
  [132005, fail("The text is too long once the values are filled in: shorten them.")],
  [132007, stopTemplate("rejected", "The template breaks Meta's content policy: edit it.")],
  [132008, failAlike(FIX_PARAMETERS)],
  [132012, failAlike(FIX_PARAMETERS)],
  [
    132015,
    stopTemplate(
      "paused",
      "Meta paused the template for low quality: wait until it is approved again.",
    ),
  ],
  [132016, stopTemplate("disabled", "Meta disabled the template for good: make another.")],
  [132018, failAlike(FIX_PARAMETERS)],
  [132068, failAlike("The flow is blocked: mend it at Meta.")],
  [132069, wait(HOUR, "The flow is throttled; it waits an hour.")],
  [133004, transient("A server of Meta is down for a moment; it is tried again by itself.")],
  [133006, stopNumber("Verify the number at Meta first.")],
  [133010, stopNumber("Register the number at Meta first.")],
  [134011, fail("Accept Meta's payment terms first.")],
  [134100, failAlike("Meta takes only marketing templates this way: send it as a plain message.")],
  [134101, wait(10 * MINUTE, "Meta still prepares the template; it waits.")],
  [134102, failAlike("Meta does not take this template this way: use another.")],
  [135000, { ...transient("Meta does not say which parameter it refused."), triesMax: 1 }],
  [137000, fail("The person's identity changed: confirm it, then send again.")],
  [2494100, wait(2 * MINUTE, "The number is being moved by Meta; it waits.")],
]);

const UNKNOWN = fail("Meta gave a code that is not in the table: look it up in Meta's reference.");
const NO_CODE = fail("Meta gave no reason.");
const MISSING_PERMISSION = reauth(
  "Grant the permission that is missing, then give the number a new access token.",
);
const UNKNOWN_TRANSIENT = transient("Meta says that it passes; it is tried again by itself.");

/** An answer of HTTP alone, without a word of Meta's, has its HTTP status for a code; Meta has no codes of these numbers. */
const BARE_REFUSAL = failAlike(
  "Meta refused without giving a reason: look at the number's access.",
);
const BARE_LIMIT: ErrorRule = {
  ...wait(5 * SECOND, "Too many calls are made; it slows down by itself."),
  waitFactor: 2,
};

/** Code 100 with this subcode: the number itself does not exist for the token, which code 33 says too. */
const OBJECT_MISSING = 33;

/**
 * What to do about a refusal. Meta's range 200–299 is one thing: a permission. An unknown code fails, unless Meta calls it
 * transient.
 *
 * @param code Null when Meta gave none; then nothing is known but that it failed.
 */
export function actionFor(
  code: number | null,
  isTransient: boolean,
  subcode: number | null = null,
): ErrorRule {
  const rule = code === 100 && subcode === OBJECT_MISSING ? RULES.get(33) : RULES.get(code ?? NaN);
  return rule ?? ruleOfRange(code) ?? (isTransient ? UNKNOWN_TRANSIENT : UNKNOWN);
}

function ruleOfRange(code: number | null): ErrorRule | undefined {
  if (code === null) return NO_CODE;
  if (code >= 200 && code <= 299) return MISSING_PERMISSION;
  if (code === 429) return BARE_LIMIT;
  return code >= 400 && code <= 404 ? BARE_REFUSAL : undefined;
}

/** Every code of the table, ascending. */
export const KNOWN_ERROR_CODES: readonly number[] = [...RULES.keys()].toSorted((a, b) => a - b);

const WAIT_MAX_MS = 72 * HOUR;

/**
 * How long to wait before the next try of a refused message.
 *
 * @param refusals How often it was refused so far, 1 or more.
 * @param askedMs The wait that Meta asked for; never less is waited.
 * @returns Milliseconds; 0 when the rule knows no wait; undefined when the message is not to be tried again.
 */
export function retryDelayMs(
  rule: ErrorRule,
  refusals: number,
  askedMs: number | null = null,
): number | undefined {
  if (rule.action !== "requeue" || refusals > (rule.triesMax ?? Infinity)) return undefined;
  const ownMs = (rule.afterMs ?? 0) * (rule.waitFactor ?? 1) ** (refusals - 1);
  return Math.min(WAIT_MAX_MS, Math.max(ownMs, askedMs ?? 0));
}
