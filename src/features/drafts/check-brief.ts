import { AppError } from "#core/errors";
import { personalDataIn, type PersonalDataKind } from "#core/privacy/personal-data";

const WORDS: Readonly<Record<PersonalDataKind, string>> = {
  email: "an e-mail address",
  id: "an id or a key of ours or of Meta",
  iban: "an IBAN",
  card: "a card number",
  phone: "a phone number, or another long number",
};

/**
 * Refuse a body in which any text holds data of somebody, before anything of it goes anywhere. What was found is not repeated.
 *
 * @throws AppError `personal_data` with a pointer for each text.
 */
export function refusePersonalData(body: object): void {
  const errors = findingsIn(body, "").map(({ pointer, kind }) => ({
    pointer,
    code: "personal_data",
    message: `It holds ${WORDS[kind]}. No personal data goes to a model.`,
  }));
  const [first] = errors;
  if (first !== undefined) throw new AppError("personal_data", first.message, { errors });
}

interface Finding {
  readonly pointer: string;
  readonly kind: PersonalDataKind;
}

function findingsIn(value: unknown, pointer: string): readonly Finding[] {
  if (typeof value === "string") {
    const kind = personalDataIn(value);
    return kind === undefined ? [] : [{ pointer, kind }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => findingsIn(part, `${pointer}/${name}`));
}
