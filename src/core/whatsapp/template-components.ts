/**
 * The components of a template. They are parsed at two doors, a request's body and the stored column; within, a component is
 * what its type says.
 */
import type { z } from "zod";

import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import { COMPONENT_SHAPES, type KnownComponent } from "#core/whatsapp/template-shapes";

/** A component of another kind, or with a member that is not known: kept whole as it came, and nothing of it is guessed at. */
interface OtherComponent {
  readonly type: "OTHER";
  readonly raw: Readonly<Record<string, unknown>>;
}

/** One component of a template. */
export type TemplateComponent = KnownComponent | OtherComponent;

/**
 * Read components in Meta's shape: `type` and `format` in any case, as Meta takes them.
 *
 * @returns As many as are given, in their order.
 */
export const parseComponents = (given: readonly unknown[]): readonly TemplateComponent[] =>
  given.map((raw) => {
    const read = readKnown(raw);
    return read?.success === true ? read.data : { type: "OTHER", raw: { ...(raw as object) } };
  });

/** Components in Meta's shape, for the wire, for Meta and for the stored column. */
export const metaComponents = (
  components: readonly TemplateComponent[],
): Record<string, unknown>[] =>
  components.map((component) => ({ ...(component.type === "OTHER" ? component.raw : component) }));

/** Whether two templates say the same: their examples, which Meta writes anew each time it is asked, do not count. */
export const hasSameWords = (
  one: readonly TemplateComponent[],
  other: readonly TemplateComponent[],
): boolean => wordsOnly(metaComponents(one)) === wordsOnly(metaComponents(other));

/** The members of a JSON value in one order, without examples. */
const wordsOnly = (value: unknown): string =>
  JSON.stringify(value, (key, inner: unknown) => {
    if (key === "example") return undefined;
    return isObject(inner) && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  });

/** Why each component that is `OTHER` could not be read; its place in the list is its place in the template. */
export const shapeProblems = (
  components: readonly TemplateComponent[],
): readonly TemplateProblem[] =>
  components.flatMap((component, at) =>
    component.type === "OTHER" ? faultsOf(component.raw, `/components/${at}`) : [],
  );

/** The outcome of reading a component by the shape of its type; undefined when its type is not known. */
function readKnown(raw: unknown) {
  const component = upperCased(raw);
  const { type } = component;
  return isKnown(type) ? COMPONENT_SHAPES[type].safeParse(component) : undefined;
}

const isKnown = (type: unknown): type is keyof typeof COMPONENT_SHAPES =>
  typeof type === "string" && Object.hasOwn(COMPONENT_SHAPES, type);

const WORDS = ["type", "format", "otp_type"];
const PARTS = ["buttons", "cards", "components"];

/** Meta's words of a component, of its cards and of their buttons in upper case; the rest as it is. */
function upperCased(raw: unknown): Record<string, unknown> {
  const component: Record<string, unknown> = { ...(raw as object) };
  for (const key of WORDS) {
    const word = component[key];
    if (typeof word === "string") component[key] = word.toUpperCase();
  }
  for (const key of PARTS) {
    const parts = component[key];
    if (Array.isArray(parts))
      component[key] = parts.map((part) => (isObject(part) ? upperCased(part) : (part as unknown)));
  }
  return component;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A component that is not supported as a whole is told as that alone: its other members belong to its other kind. */
function faultsOf(raw: OtherComponent["raw"], pointer: string): readonly TemplateProblem[] {
  const read = readKnown(raw);
  if (read?.error === undefined) return [unsupported(`${pointer}/type`, "Components of this type")];
  const problems = read.error.issues.map((issue) => shapeProblem(issue, upperCased(raw), pointer));
  const foreign = problems.filter((problem) => problem.code === "unsupported");
  return foreign.length > 0 ? foreign : problems;
}

function shapeProblem(
  issue: z.core.$ZodIssue,
  component: Readonly<Record<string, unknown>>,
  pointer: string,
): TemplateProblem {
  const last = issue.path.at(-1);
  const at = `${pointer}${issue.path.map((part) => `/${String(part)}`).join("")}`;
  if (last === "format" && typeof valueAt(component, issue.path) === "string")
    return unsupported(at, "Headers of this format");
  if (last === "type") return unsupported(at, "Parts of this type");
  const strange = issue.code === "unrecognized_keys" ? `/${issue.keys[0] ?? ""}` : "";
  return found(
    "component_shape",
    `${at}${strange}`,
    `The component does not have Meta's shape: ${issue.message}.`,
  );
}

const unsupported = (pointer: string, what: string): TemplateProblem =>
  found("unsupported", pointer, `${what} are not supported.`);

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (isObject(inner) ? Reflect.get(inner, key) : undefined),
    value,
  );
