/** The components that are supported so far, in Meta's shape; whatever else comes is named, never dropped. */
import { z } from "zod";

/** Whether a template may be submitted. `error` stops it, `warning` is likely to cost approval, `hint` is advice. */
export interface TemplateProblem {
  readonly code: string;
  readonly severity: "error" | "warning" | "hint";
  /** JSON pointer into the template as it is given. */
  readonly pointer: string;
  readonly message: string;
  readonly remedy: string;
}

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

export type TemplateComponent = z.infer<(typeof SHAPES)[keyof typeof SHAPES]>;

export const error = (
  code: string,
  pointer: string,
  message: string,
  remedy: string,
): TemplateProblem => ({ code, severity: "error", pointer, message, remedy });

/**
 * Read components as a client gives them: `type` and `format` in any case, as Meta takes them.
 *
 * @returns The components that are well-formed with their place in the list, and a problem for each that is not.
 */
export function parseComponents(given: readonly unknown[]): {
  readonly components: readonly (TemplateComponent & { readonly at: number })[];
  readonly problems: readonly TemplateProblem[];
} {
  const components: (TemplateComponent & { readonly at: number })[] = [];
  const problems: TemplateProblem[] = [];
  given.forEach((raw, at) => {
    const component = upperCased(raw);
    const type = component["type"];
    if (!isKnown(type)) {
      problems.push(unsupported(`/components/${at}/type`, "Components of this type"));
      return;
    }
    const parsed = SHAPES[type].safeParse(component);
    if (parsed.success) components.push({ ...parsed.data, at });
    else problems.push(...shapeProblems(parsed.error, component, `/components/${at}`));
  });
  return { components, problems };
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
function shapeProblems(
  fault: z.ZodError,
  component: Readonly<Record<string, unknown>>,
  pointer: string,
): TemplateProblem[] {
  const problems = fault.issues.map((issue) => shapeProblem(issue, component, pointer));
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

/** Something that Meta knows and this platform does not handle yet. */
export const unsupported = (pointer: string, what: string): TemplateProblem =>
  error(
    "unsupported",
    pointer,
    `${what} are not supported.`,
    "Use a text header, a body, a footer and quick-reply buttons with positional variables.",
  );
