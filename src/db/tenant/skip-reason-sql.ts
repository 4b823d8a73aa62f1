import { WITHDRAWN_REASON, type EligibilityRules } from "#core/campaign/eligibility";

/** `skipReasonOf` of core as an SQL expression over contacts, joined LEFT under `alias`. Binds nothing. */
export function skipReasonSql(alias: string, rules: EligibilityRules): string {
  const noPhone = `${alias}.phone IS NULL AND ${alias}.wa_id IS NULL`;
  const cases = [
    `WHEN ${alias}.id IS NULL THEN 'no_identity'`,
    `WHEN ${alias}.blocked <> 0 THEN 'blocked'`,
    `WHEN ${alias}.suppressed <> 0 THEN 'suppressed'`,
    `WHEN ${noPhone}${rules.needsPhone ? "" : ` AND ${alias}.bsuid IS NULL`} THEN 'no_identity'`,
    ...(rules.needsConsent
      ? [
          `WHEN ${alias}.marketing = 'withdrawn' THEN '${WITHDRAWN_REASON}'`,
          `WHEN ${alias}.marketing <> 'granted' THEN 'no_consent'`,
          `WHEN ${alias}.marketing_held_at IS NOT NULL THEN 'marketing_held'`,
        ]
      : []),
  ];
  return `CASE ${cases.join(" ")} END`;
}
