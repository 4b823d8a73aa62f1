import { err, ok, type Result } from "#core/result";

/** What a caller may set on a contact. */
export interface ContactProfile {
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly name: string | null;
  readonly externalId: string | null;
  readonly language: string | null;
  readonly timezone: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A change: absent members stay, null clears, `fields` and `metadata` merge by key, `tags` are replaced. */
export type ProfilePatch = {
  readonly [K in keyof ContactProfile]?: ContactProfile[K] | null | undefined;
};

export const EMPTY_PROFILE: ContactProfile = {
  phone: null,
  bsuid: null,
  name: null,
  externalId: null,
  language: null,
  timezone: null,
  fields: {},
  tags: [],
  metadata: {},
};

export interface ProfileFault {
  readonly member: "phone" | "fields" | "metadata";
  readonly code: "required" | "too_many_keys" | "too_long";
  readonly message: string;
}

/** Of `fields`, and of `metadata`. */
export const KEYS_MAX = 50;
/** As JSON in UTF-8. */
export const VALUES_BYTES_MAX = 8 * 1024;

/**
 * Apply a change to a profile.
 *
 * @returns The whole profile after it, and the names of the members that differ; or what is wrong with the whole.
 */
export function mergeProfile(
  current: ContactProfile,
  patch: ProfilePatch,
): Result<
  { readonly next: ContactProfile; readonly changed: readonly (keyof ContactProfile)[] },
  ProfileFault
> {
  const next: ContactProfile = {
    phone: patched(current.phone, patch.phone),
    bsuid: patched(current.bsuid, patch.bsuid),
    name: patched(current.name, patch.name),
    externalId: patched(current.externalId, patch.externalId),
    language: patched(current.language, patch.language),
    timezone: patched(current.timezone, patch.timezone),
    fields: mergeKeys(current.fields, patch.fields),
    tags: patch.tags === undefined ? current.tags : (patch.tags ?? []),
    metadata: mergeKeys(current.metadata, patch.metadata),
  };
  if (next.phone === null && next.bsuid === null)
    return err({
      member: "phone",
      code: "required",
      message: "A contact has a phone or a business-scoped user id.",
    });
  const fault = sizeFault("fields", next.fields) ?? sizeFault("metadata", next.metadata);
  return fault === null ? ok({ next, changed: differences(current, next) }) : err(fault);
}

const patched = (now: string | null, change: string | null | undefined): string | null =>
  change === undefined ? now : change;

function mergeKeys(
  now: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>> | null | undefined,
): Readonly<Record<string, unknown>> {
  if (change === undefined) return now;
  if (change === null) return {};
  return Object.fromEntries(
    Object.entries({ ...now, ...change }).filter(([, value]) => value !== null),
  );
}

/** Whether `fields`, or `metadata`, may be as large as this. */
export const fitsProfile = (values: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(values).length <= KEYS_MAX && fits(values);

/** A UTF-16 unit takes up to three bytes, so what is short enough need not be encoded. */
function fits(values: Readonly<Record<string, unknown>>): boolean {
  const text = JSON.stringify(values);
  return (
    text.length * 3 <= VALUES_BYTES_MAX || new TextEncoder().encode(text).length <= VALUES_BYTES_MAX
  );
}

function sizeFault(
  member: "fields" | "metadata",
  values: Readonly<Record<string, unknown>>,
): ProfileFault | null {
  if (Object.keys(values).length > KEYS_MAX)
    return { member, code: "too_many_keys", message: `At most ${KEYS_MAX} keys.` };
  return !fits(values)
    ? { member, code: "too_long", message: `At most ${VALUES_BYTES_MAX} bytes of JSON.` }
    : null;
}

const MEMBERS = [
  "phone",
  "bsuid",
  "name",
  "externalId",
  "language",
  "timezone",
  "fields",
  "tags",
  "metadata",
] as const satisfies readonly (keyof ContactProfile)[];

const differences = (before: ContactProfile, after: ContactProfile): (keyof ContactProfile)[] =>
  MEMBERS.filter((member) => !isSame(before[member], after[member]));

const isSame = (before: unknown, after: unknown): boolean =>
  before === after ||
  (typeof before === "object" &&
    typeof after === "object" &&
    Object.keys(before ?? {}).length === Object.keys(after ?? {}).length &&
    JSON.stringify(before) === JSON.stringify(after));
