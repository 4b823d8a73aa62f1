import { finding, type Asked, type Finding } from "#core/number/finding";
import type { HealthEntity, HealthFault, NumberHealth } from "#core/whatsapp/number-health";
import type { RemedyCode } from "#core/whatsapp/remedies";

/** Meta's codes of a number's health. Source: Meta, "Health status". */
const NO_PAYMENT = 141006;
const HEALTH_REMEDIES: ReadonlyMap<number | null, RemedyCode> = new Map([
  [141010, "verify_business"],
  [141014, "account_locked"],
]);

/** The checks that Meta's word about the number alone answers. */
export function accountChecks(health: Asked<NumberHealth>): readonly Finding[] {
  if (health.type !== "told")
    return (["registration", "payment", "health", "display_name", "quality"] as const).map(
      (check) => finding(check).unasked(health),
    );
  const number = health.value;
  return [
    registrationCheck(number),
    paymentCheck(number),
    healthCheck(number),
    nameCheck(number),
    qualityCheck(number),
  ];
}

function registrationCheck({ standing, codeVerification, isSharedWithApp }: NumberHealth): Finding {
  const check = finding("registration");
  if (standing === "lost")
    return check.failed("Meta does not let this number be used any more.", "reconnect_number");
  if (standing !== "unregistered") return check.ok("The number is registered.");
  if (codeVerification !== null && codeVerification !== "VERIFIED")
    return check.failed("The number is not verified.", "verify_number");
  return isSharedWithApp
    ? check.failed("The number is offline in the WhatsApp Business app.", "open_business_app")
    : check.failed("The number is not registered for the Cloud API.", "register_number");
}

const faultsOf = ({ entities }: NumberHealth): readonly (readonly [HealthEntity, HealthFault])[] =>
  entities.flatMap((entity) => entity.faults.map((fault) => [entity, fault] as const));

function paymentCheck(number: NumberHealth): Finding {
  const check = finding("payment");
  if (faultsOf(number).some(([, { code }]) => code === NO_PAYMENT))
    return check.failed("Meta cannot charge the account.", "mend_payment");
  if (number.canSend === "unknown")
    return check.unasked({ type: "unasked", why: "Meta does not tell the number's health." });
  return check.ok("Meta names no problem with the payment.");
}

function healthCheck(number: NumberHealth): Finding {
  const check = finding("health");
  const faults = faultsOf(number).filter(([, { code }]) => code !== NO_PAYMENT);
  const held = number.entities.filter(({ canSend }) => canSend === "blocked");
  const [first] = faults;
  if (number.standing === "restricted" || held.some(({ faults: why }) => isMore(why)))
    return check.failed(said(first, "Meta takes nothing of the number."), remedyOf(first));
  if (first !== undefined)
    return check.warning(said(first, "Meta limits the number."), remedyOf(first));
  if (number.canSend === "limited")
    return check.warning("Meta limits what the number may send.", "account_restricted");
  if (number.canSend === "unknown")
    return check.unasked({ type: "unasked", why: "Meta does not tell the number's health." });
  return check.ok("Meta lets the number send.");
}

/** Whether something else than the payment is wrong. */
const isMore = (faults: readonly HealthFault[]): boolean =>
  faults.length === 0 || faults.some(({ code }) => code !== NO_PAYMENT);

const said = (
  fault: readonly [HealthEntity, HealthFault] | undefined,
  otherwise: string,
): string => {
  if (fault === undefined) return otherwise;
  const [{ type }, { description, code }] = fault;
  return `${type}: ${description ?? `code ${code ?? "unknown"}`}`;
};

const remedyOf = (fault: readonly [HealthEntity, HealthFault] | undefined): RemedyCode =>
  HEALTH_REMEDIES.get(fault?.[1].code ?? null) ?? "account_restricted";

function nameCheck({ nameStatus, verifiedName }: NumberHealth): Finding {
  const check = finding("display_name");
  switch (nameStatus) {
    case null:
      return check.unasked({ type: "unasked", why: "Meta does not tell of the name." });
    case "APPROVED":
    case "AVAILABLE_WITHOUT_REVIEW":
      return check.ok(`People see ${verifiedName ?? "the approved name"}.`);
    case "PENDING_REVIEW":
      return check.warning("Meta still reviews the display name.", "approve_display_name");
    default:
      return check.failed(
        `Meta has not approved the display name (${nameStatus.toLowerCase()}).`,
        "approve_display_name",
      );
  }
}

function qualityCheck({ qualityRating }: NumberHealth): Finding {
  const check = finding("quality");
  switch (qualityRating) {
    case "green":
      return check.ok("The quality is high.");
    case "yellow":
      return check.warning("The quality is medium.", "raise_quality");
    case "red":
      return check.failed("The quality is low.", "raise_quality");
    case "unknown":
      return check.unknown("Meta has not rated the number yet.", "rated_later");
  }
}
