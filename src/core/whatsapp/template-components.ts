/**
 * The components of a template. They are parsed at two doors, a request's body and the stored column; within, a component is
 * what its type says.
 */
import { z } from "zod";

import { error, unsupported, type TemplateProblem } from "#core/whatsapp/template-problem";

const Header = z.strictObject({
  type: z.literal("HEADER"),
  format: z.literal("TEXT"),
  text: z.string(),
  example: z.strictObject({ header_text: z.array(z.string()) }).optional(),
});
const Body = z.strictObject({
  type: z.literal("BODY"),
  text: z.string(),
  example: z.strictObject({ body_text: z.array(z.array(z.string())) }).optional(),
});
const Footer = z.strictObject({ type: z.literal("FOOTER"), text: z.string() });
const Buttons = z.strictObject({
  type: z.literal("BUTTONS"),
  buttons: z.array(z.strictObject({ type: z.literal("QUICK_REPLY"), text: z.string() })),
});

const SHAPES = { HEADER: Header, BODY: Body, FOOTER: Footer, BUTTONS: Buttons } as const;

/** A component that is supported, in Meta's shape. */
type KnownComponent = z.infer<(typeof SHAPES)[keyof typeof SHAPES]>;

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
  return isKnown(type) ? SHAPES[type].safeParse(component) : undefined;
}

const isKnown = (type: unknown): type is keyof typeof SHAPES =>
  typeof type === "string" && Object.hasOwn(SHAPES, type);

/** `type` and `format` of a component and of its buttons in upper case; the rest as it is. */
function upperCased(raw: unknown): Record<string, unknown> {
  const component: Record<string, unknown> = { ...(raw as object) };
  for (const key of ["type", "format"]) {
    const word = component[key];
    if (typeof word === "string") component[key] = word.toUpperCase();
  }
  const { buttons } = component;
  if (Array.isArray(buttons)) component["buttons"] = buttons.map((button) => upperCased(button));
  return component;
}

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
  const format = component["format"];
  if (last === "format" && typeof format === "string")
    return unsupported(at, `Headers of format ${format}`);
  if (last === "type") return unsupported(at, "Buttons of this type");
  return error(
    "component_shape",
    issue.code === "unrecognized_keys" ? `${at}/${issue.keys[0] ?? ""}` : at,
    `The component does not have Meta's shape: ${issue.message}.`,
    "Write the component as Meta documents it.",
  );
}
