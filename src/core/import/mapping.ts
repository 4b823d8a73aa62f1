import type { FieldRule, FieldType } from "#core/contact/field-types";
import { err, ok, type Result } from "#core/result";

/** Members of a contact that a column can hold. */
export const IMPORT_MEMBERS = [
  "phone",
  "bsuid",
  "external_id",
  "name",
  "language",
  "timezone",
] as const;
export type ImportMember = (typeof IMPORT_MEMBERS)[number];

/** What the cells of a column become. */
export type ImportTarget =
  | { readonly kind: "member"; readonly member: ImportMember }
  | { readonly kind: "tags" | "consent" | "consent_at" | "ignored" }
  | { readonly kind: "field"; readonly rule: FieldRule };

/** A column of the file, by its place. */
export interface ImportColumn {
  /** As the file heads it, trimmed. */
  readonly header: string;
  readonly target: ImportTarget;
}

/** What a caller says of a column: a target, or a target and the type of its values. */
export type GivenTarget =
  | string
  | {
      readonly to: string;
      readonly type?: FieldType | undefined;
      readonly choices?: readonly string[] | undefined;
    };

export interface MappingFault {
  readonly code:
    | "header_missing"
    | "duplicate_target"
    | "unknown_target"
    | "declared_type"
    | "no_identity";
  /** The header as the mapping spells it; empty when it is about the whole. */
  readonly header: string;
  readonly message: string;
}

const FIELD = /^fields\.([\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,63})$/u;
const WORDS = ["tags", "consent", "consent_at"] as const;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** The form under which two spellings of a header are one. */
export const foldHeader = (header: string): string => header.normalize("NFKC").trim().toLowerCase();

/** Whether two columns have one name; the first such header, or undefined. Columns without a name are not compared. */
export function duplicateHeader(headers: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return headers.find((header) => {
    const folded = foldHeader(header);
    if (folded === "" || !seen.has(folded)) return void seen.add(folded);
    return true;
  });
}

/**
 * What each column of a file becomes. Columns that the mapping does not name are ignored; those of declared fields are of their types.
 *
 * @param headers As the file has them.
 * @param mapping By header, in whatever case.
 * @param declared The workspace's fields, by key.
 */
export function planColumns(
  headers: readonly string[],
  mapping: Readonly<Record<string, GivenTarget>>,
  declared: ReadonlyMap<string, FieldRule> = new Map(),
): Result<readonly ImportColumn[], readonly MappingFault[]> {
  const targets = new Map<string, ImportTarget>();
  const faults: MappingFault[] = [];
  const taken = new Set<string>();
  const known = new Set(headers.map(foldHeader));
  for (const [header, given] of Object.entries(mapping)) {
    const target = readTarget(given, declared);
    const fault =
      faultOf({ header, given, target, known, taken }) ??
      typeFault(header, given, { target, declared });
    if (fault !== undefined) faults.push(fault);
    else if (target !== undefined) targets.set(foldHeader(header), target);
  }
  const columns = headers.map((header) => ({
    header: header.trim(),
    target: targets.get(foldHeader(header)) ?? ({ kind: "ignored" } as const),
  }));
  if (faults.length === 0 && !columns.some(isIdentity))
    faults.push({
      code: "no_identity",
      header: "",
      message: "Map a column to phone, bsuid or external_id: by it a person is recognised.",
    });
  return faults.length > 0 ? err(faults) : ok(columns);
}

const IDENTITIES: readonly ImportMember[] = ["phone", "bsuid", "external_id"];

const isIdentity = ({ target }: ImportColumn): boolean =>
  target.kind === "member" && IDENTITIES.includes(target.member);

function faultOf(of: {
  readonly header: string;
  readonly given: GivenTarget;
  readonly target: ImportTarget | undefined;
  readonly known: ReadonlySet<string>;
  readonly taken: Set<string>;
}): MappingFault | undefined {
  const { header, target } = of;
  const name = typeof of.given === "string" ? of.given : of.given.to;
  if (target === undefined)
    return { code: "unknown_target", header, message: `A column cannot become ${name}.` };
  if (target.kind === "ignored") return undefined;
  if (!of.known.has(foldHeader(header)))
    return { code: "header_missing", header, message: "The file has no column of this name." };
  if (target.kind !== "tags" && of.taken.has(name))
    return { code: "duplicate_target", header, message: `Another column becomes ${name}.` };
  of.taken.add(name);
  return undefined;
}

/** A field has one type: whoever wants another declares it so. */
function typeFault(
  header: string,
  given: GivenTarget,
  of: {
    readonly target: ImportTarget | undefined;
    readonly declared: ReadonlyMap<string, FieldRule>;
  },
): MappingFault | undefined {
  if (typeof given === "string" || given.type === undefined || of.target?.kind !== "field")
    return undefined;
  const { key } = of.target.rule;
  const type = of.declared.get(key)?.type ?? given.type;
  if (type === given.type) return undefined;
  const message = `The field ${key} is declared as ${type}. Leave its type out.`;
  return { code: "declared_type", header, message };
}

/** The keys of the fields that a mapping may name. */
export const mappedKeys = (mapping: Readonly<Record<string, GivenTarget>>): readonly string[] =>
  Object.values(mapping).flatMap((given) => {
    const key = fieldKeyOf(typeof given === "string" ? given : given.to);
    return key === undefined ? [] : [key];
  });

function readTarget(
  given: GivenTarget,
  declared: ReadonlyMap<string, FieldRule>,
): ImportTarget | undefined {
  const { to, type = "text", choices = [] } = typeof given === "string" ? { to: given } : given;
  if (to === "ignore") return { kind: "ignored" };
  const member = IMPORT_MEMBERS.find((known) => known === to);
  if (member !== undefined) return { kind: "member", member };
  const word = WORDS.find((known) => known === to);
  if (word !== undefined) return { kind: word };
  const key = fieldKeyOf(to);
  if (key === undefined) return undefined;
  return { kind: "field", rule: declared.get(key) ?? { key, type, choices } };
}

function fieldKeyOf(to: string): string | undefined {
  const key = FIELD.exec(to)?.[1];
  return key === undefined || FORBIDDEN_KEYS.has(key) ? undefined : key;
}
