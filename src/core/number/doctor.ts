/**
 * The doctor of a number: what was asked of Meta, read as a list of checks, each with what to do about it. Nothing here asks
 * anybody; whatever could not be asked is `unknown` and never `ok`.
 */
import { accountChecks } from "#core/number/doctor-account";
import { finding, type Asked, type Finding } from "#core/number/finding";
import { WEBHOOK_FIELDS } from "#core/number/webhook-fields";
import type { NumberHealth } from "#core/whatsapp/number-health";

/** What Meta says of a token. */
interface TokenWord {
  readonly isValid: boolean;
  readonly appId: string | null;
  readonly scopes: readonly string[];
  /** Unix ms; null when it does not end. */
  readonly expiresAtMs: number | null;
}

/** Everything that the doctor looks at. */
export interface Symptoms {
  readonly nowMs: number;
  readonly health: Asked<NumberHealth>;
  readonly token: Asked<TokenWord>;
  /** The app that the number was connected with; null when its id is not known. */
  readonly appId: string | null;
  /** Apps that the account's webhooks are sent to. */
  readonly subscribedApps: Asked<readonly string[]>;
  /** Fields that the app is subscribed to. */
  readonly fields: Asked<readonly string[]>;
  /** Our callback URL. */
  readonly callbackUrl: string;
  readonly echo: Asked<boolean>;
}

/** What a token must be allowed to do. */
export const TOKEN_SCOPES = [
  "whatsapp_business_management",
  "whatsapp_business_messaging",
] as const;

/** How long before its end a token is warned of. */
export const TOKEN_WARNING_MS = 7 * 24 * 60 * 60 * 1000;

/** Every check, in the order in which a person should mend them. */
export function diagnose(symptoms: Symptoms): readonly Finding[] {
  return [
    tokenCheck(symptoms),
    scopesCheck(symptoms),
    subscriptionCheck(symptoms),
    fieldsCheck(symptoms),
    addressCheck(symptoms),
    echoCheck(symptoms),
    ...accountChecks(symptoms.health),
  ];
}

function tokenCheck({ token, health, appId, nowMs }: Symptoms): Finding {
  const check = finding("token");
  if (health.type === "refused" && health.remedy === "new_token")
    return check.failed("Meta does not take the token any more.", "new_token");
  if (token.type === "told") return inspectedToken(token.value, appId, nowMs);
  return health.type === "told"
    ? check.ok("Meta takes the token. When it ends was not asked.")
    : check.unasked(token);
}

function inspectedToken(
  { isValid, appId: itsApp, expiresAtMs }: TokenWord,
  appId: string | null,
  nowMs: number,
): Finding {
  const check = finding("token");
  if (!isValid) return check.failed("The token is expired or was revoked.", "new_token");
  if (appId !== null && itsApp !== null && itsApp !== appId)
    return check.failed("The token belongs to another Meta app.", "new_token");
  if (expiresAtMs === null) return check.ok("The token does not end.");
  const ends = `The token ends on ${dayOf(expiresAtMs)}.`;
  return expiresAtMs - nowMs < TOKEN_WARNING_MS ? check.warning(ends, "new_token") : check.ok(ends);
}

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

function scopesCheck({ token }: Symptoms): Finding {
  const check = finding("scopes");
  if (token.type !== "told") return check.unasked(token);
  const { scopes } = token.value;
  const missing = TOKEN_SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0)
    return check.failed(`The token lacks ${missing.join(" and ")}.`, "grant_missing_permission");
  return check.ok("The token holds every permission that is needed.");
}

function subscriptionCheck({ subscribedApps, appId }: Symptoms): Finding {
  const check = finding("subscription");
  if (subscribedApps.type !== "told") return check.unasked(subscribedApps);
  const apps = subscribedApps.value;
  const isThere = appId === null ? apps.length > 0 : apps.includes(appId);
  if (!isThere)
    return check.failed("The account's webhooks are not sent to the app.", "subscribe_account");
  return check.ok("The account's webhooks are sent to the app.");
}

function fieldsCheck({ fields }: Symptoms): Finding {
  const check = finding("webhook_fields");
  if (fields.type !== "told") return check.unasked(fields);
  const missing = WEBHOOK_FIELDS.filter((field) => !fields.value.includes(field));
  if (missing.length === 0) return check.ok("The app is subscribed to every field.");
  const detail = `The app is not subscribed to ${missing.join(", ")}.`;
  return missing.includes("messages")
    ? check.failed(detail, "subscribe_fields")
    : check.warning(detail, "subscribe_fields");
}

function addressCheck({ health, callbackUrl }: Symptoms): Finding {
  const check = finding("webhook_url");
  if (health.type !== "told") return check.unasked(health);
  const { webhookUrl } = health.value;
  if (webhookUrl === null)
    return check.unasked({ type: "unasked", why: "Meta does not tell where webhooks go." });
  if (withoutSlash(webhookUrl) !== withoutSlash(callbackUrl))
    return check.failed("Meta sends the number's webhooks somewhere else.", "set_callback_url");
  return check.ok("Meta sends the number's webhooks here.");
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, "");

function echoCheck({ echo }: Symptoms): Finding {
  const check = finding("webhook_echo");
  if (echo.type !== "told") return check.unasked(echo);
  return echo.value
    ? check.ok("The callback URL answers Meta's handshake.")
    : check.failed("The callback URL does not answer Meta's handshake.", "set_callback_url");
}
