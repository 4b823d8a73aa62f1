import { REMEDIES, type RemedyCode } from "#core/whatsapp/remedies";

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
  /** What a person can do about it: a code that is never renamed. */
  readonly remedyCode: RemedyCode;
  /** The same as one sentence. */
  readonly remedy: string;
  /** Whether the same message may be accepted later without a change. */
  readonly retryable: boolean;
  /** The number sends too fast: halve its rate and let it climb back. */
  readonly halveRate?: boolean;
  /** Meta refuses whatever the app or the account asks, not this message: see `restAfter`. */
  readonly isOfAllCalls?: boolean;
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

const toDo = (code: RemedyCode) => ({ remedyCode: code, remedy: REMEDIES[code] });

const transient = (remedy: RemedyCode): ErrorRule => ({
  action: "requeue",
  ...toDo(remedy),
  retryable: true,
  afterMs: 5 * SECOND,
  waitFactor: 6,
  triesMax: 3,
});
const fail = (remedy: RemedyCode): ErrorRule => ({
  action: "fail",
  ...toDo(remedy),
  retryable: false,
});
const failAlike = (remedy: RemedyCode): ErrorRule => ({ ...fail(remedy), isAlike: true });
const reauth = (remedy: RemedyCode): ErrorRule => ({
  action: "needs_reauth",
  ...toDo(remedy),
  retryable: false,
});
const stopNumber = (remedy: RemedyCode): ErrorRule => ({
  action: "pause_number",
  ...toDo(remedy),
  retryable: false,
});
const stopCampaign = (remedy: RemedyCode): ErrorRule => ({
  action: "pause_campaign",
  ...toDo(remedy),
  retryable: false,
});
const stopTemplate = (template: RefusedTemplate, remedy: RemedyCode): ErrorRule => ({
  ...stopCampaign(remedy),
  template,
});
const wait = (afterMs: number, remedy: RemedyCode): ErrorRule => ({
  action: "requeue",
  ...toDo(remedy),
  retryable: true,
  afterMs,
});

const RULES: ReadonlyMap<number, ErrorRule> = new Map([
  [0, reauth("new_token")],
  [1, transient("check_request")],
  [2, transient("meta_overloaded")],
  [3, reauth("grant_app_permission")],
  [
    4,
    {
      ...wait(5 * MINUTE, "app_calls_limited"),
      waitFactor: 2,
      isOfAllCalls: true,
    },
  ],
  [10, reauth("grant_whatsapp_permissions")],
  [33, stopNumber("reconnect_number")],
  [100, fail("fix_parameter")],
  [190, reauth("new_token")],
  [368, stopNumber("account_restricted")],
  [80007, { ...wait(5 * MINUTE, "account_calls_limited"), waitFactor: 2, isOfAllCalls: true }],
  [80008, { ...wait(5 * MINUTE, "account_calls_limited"), waitFactor: 2, isOfAllCalls: true }],
  [130403, fail("unblock_person")],
  [
    130429,
    {
      ...wait(SECOND, "number_too_fast"),
      halveRate: true,
    },
  ],
  [130472, { ...fail("marketing_experiment"), skip: true }],
  [130497, fail("country_not_allowed")],
  [131000, { ...transient("meta_failed"), afterMs: 30 * SECOND }],
  [131005, reauth("grant_removed_permission")],
  [131008, fail("add_parameter")],
  [131009, fail("fix_parameter_value")],
  [131016, transient("meta_service_down")],
  [131021, fail("recipient_is_sender")],
  [131026, fail("person_unreachable")],
  [131030, fail("add_test_recipient")],
  [131031, stopNumber("account_locked")],
  [131037, stopNumber("approve_display_name")],
  [131042, stopCampaign("mend_payment")],
  [131045, stopNumber("register_number_again")],
  [131047, fail("send_template")],
  [131048, stopCampaign("number_quality_limited")],
  [
    131049,
    {
      ...fail("wait_for_marketing_limit"),
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
      ...toDo("person_stopped_marketing"),
      retryable: false,
    },
  ],
  [131051, fail("type_not_supported")],
  [131052, fail("media_not_fetched")],
  [131053, fail("fix_media")],
  [131055, failAlike("send_plain_message")],
  [131056, { ...wait(4 * SECOND, "too_many_to_person"), waitFactor: 4 }],
  [131057, wait(MINUTE, "account_serviced")],
  [131061, failAlike("template_with_bid")],
  [131062, fail("phone_needed")],
  [131063, failAlike("use_marketing_messages")],
  [131064, stopCampaign("correct_template_categories")],
  [132000, failAlike("fix_template_parameters")],
  [132001, stopTemplate("missing_upstream", "approve_template")],
  [132005, fail("shorten_text")],
  [132007, stopTemplate("rejected", "edit_template")],
  [132008, failAlike("fix_template_parameters")],
  [132012, failAlike("fix_template_parameters")],
  [132015, stopTemplate("paused", "template_paused")],
  [132016, stopTemplate("disabled", "replace_template")],
  [132018, failAlike("fix_template_parameters")],
  [132068, failAlike("mend_flow")],
  [132069, wait(HOUR, "flow_throttled")],
  [133000, fail("deregister_again")],
  [133004, transient("meta_server_down")],
  [133005, fail("correct_pin")],
  [133006, stopNumber("verify_number")],
  [133008, wait(HOUR, "wait_with_pin")],
  [133009, wait(MINUTE, "wait_with_pin")],
  [133010, stopNumber("register_number")],
  [133015, wait(5 * MINUTE, "number_just_deleted")],
  [133016, fail("registrations_limited")],
  [134011, fail("accept_payment_terms")],
  [134100, failAlike("send_plain_message")],
  [134101, wait(10 * MINUTE, "template_being_prepared")],
  [134102, failAlike("use_other_template")],
  [135000, { ...transient("parameter_not_named"), triesMax: 1 }],
  [137000, fail("confirm_identity")],
  [139100, fail("some_not_blocked")],
  [139101, fail("block_list_full")],
  [139102, transient("block_list_busy")],
  [139103, transient("meta_failed")],
  [147001, fail("choose_username")],
  [147002, fail("choose_username")],
  [147003, fail("choose_username")],
  [147004, fail("choose_username")],
  [147005, fail("choose_username")],
  [200005, fail("allow_template_insights")],
  [200006, fail("allow_template_insights")],
  [200007, fail("allow_template_insights")],
  [1752041, fail("onboarded_already")],
  [2388012, fail("finish_migration")],
  [2388019, fail("delete_templates")],
  [2388023, fail("rename_template")],
  [2388024, fail("rename_template")],
  [2388039, fail("template_under_review")],
  [2388040, fail("shorten_template")],
  [2388047, fail("fix_template_text")],
  [2388072, fail("fix_template_text")],
  [2388073, fail("fix_template_text")],
  [2388091, fail("finish_migration")],
  [2388093, fail("finish_migration")],
  [2388103, fail("finish_migration")],
  [2388293, fail("fewer_template_variables")],
  [2388299, fail("move_template_variables")],
  [2494100, wait(2 * MINUTE, "number_being_moved")],
  [2593107, fail("connect_app_again")],
  [2593108, fail("connect_app_again")],
]);

const UNKNOWN = fail("look_up_code");
const NO_CODE = fail("no_reason");
const MISSING_PERMISSION = reauth("grant_missing_permission");
/** Meta's codes of calls by voice, which no message has. */
const CALLING = fail("look_up_code");
const UNKNOWN_TRANSIENT = transient("meta_says_it_passes");

/** An answer of HTTP alone, without a word of Meta's, has its HTTP status for a code; Meta has no codes of these numbers. */
const BARE_REFUSAL = failAlike("check_number_access");
const BARE_LIMIT: ErrorRule = {
  ...wait(5 * SECOND, "calls_limited"),
  waitFactor: 2,
};

/** Code 100 with this subcode: the number itself does not exist for the token, which code 33 says too. */
const OBJECT_MISSING = 33;
/** Subcodes of code 100 from here on are rows of their own: those of templates and of accounts. */
const NAMED_SUBCODES = 200_000;

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
  const rule = ruleOfSubcode(code, subcode) ?? RULES.get(code ?? NaN);
  return rule ?? ruleOfRange(code) ?? (isTransient ? UNKNOWN_TRANSIENT : UNKNOWN);
}

function ruleOfSubcode(code: number | null, subcode: number | null): ErrorRule | undefined {
  if (code !== 100 || subcode === null) return undefined;
  const isNamed = subcode === OBJECT_MISSING || subcode >= NAMED_SUBCODES;
  return isNamed ? RULES.get(subcode) : undefined;
}

function ruleOfRange(code: number | null): ErrorRule | undefined {
  if (code === null) return NO_CODE;
  if (code >= 200 && code <= 299) return MISSING_PERMISSION;
  if (code >= 138_000 && code <= 138_999) return CALLING;
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
