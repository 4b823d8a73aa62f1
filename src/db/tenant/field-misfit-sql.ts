import { EMAIL_LENGTH_MAX, EMAIL_LOCAL_MAX } from "#core/contact/email";
import { FIELD_TEXT_MAX, type FieldType } from "#core/contact/field-types";

/**
 * Whether a row `f` of `json_each` is no value of the type, true or false: the twin of `fieldValue` of core. What is null is no value.
 *
 * @param choices The parameter that holds a choice's, as a JSON array.
 */
export const misfitSql = (type: FieldType, choices: string): string =>
  `(f.type <> 'null' AND (${FITS[type](choices)}) IS NOT TRUE)`;

const FITS: Readonly<Record<FieldType, (choices: string) => string>> = {
  text: () => `f.type = 'text' AND length(f.value) <= ${FIELD_TEXT_MAX}`,
  number: () => "f.type IN ('integer', 'real')",
  boolean: () => "f.type IN ('true', 'false')",
  date: () => "f.type = 'text' AND length(f.value) = 10 AND date(f.value) = f.value",
  choice: (choices) =>
    `f.type = 'text' AND f.value IN (SELECT o.value FROM json_each(${choices}) o)`,
  email: () =>
    `f.type = 'text' AND length(f.value) <= ${EMAIL_LENGTH_MAX} AND ${LOCAL} AND ${DOMAIN}`,
};

const local = "substr(f.value, 1, instr(f.value, '@') - 1)";
const domain = "substr(f.value, instr(f.value, '@') + 1)";

/** Patterns stay short: D1 takes none of more than 50 bytes. */
const LOCAL = `length(${local}) BETWEEN 1 AND ${EMAIL_LOCAL_MAX}
  AND ${local} NOT GLOB '*[^A-Za-z0-9!#$%&''*+/=?^_\`{|}~.-]*' AND '.' || ${local} || '.' NOT GLOB '*..*'`;
const DOMAIN = `${domain} GLOB '*.*' AND ${domain} NOT GLOB '*[^a-z0-9.-]*'
  AND '.' || ${domain} || '.' NOT GLOB '*..*' AND '.' || ${domain} || '.' NOT GLOB '*.-*'
  AND '.' || ${domain} || '.' NOT GLOB '*-.*' AND rtrim(${domain}, '0123456789') NOT GLOB '*.'`;
