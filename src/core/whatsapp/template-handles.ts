/** The samples of media headers, wherever a template has one: in itself and in the cards of a carousel. */
import { isRecord } from "#core/whatsapp/envelope-json";
import {
  metaComponents,
  parseComponents,
  type TemplateComponent,
} from "#core/whatsapp/template-components";

/** A sample, and where it stands. */
export interface PlacedHandle {
  readonly handle: string;
  readonly pointer: string;
}

/** Every sample of a template. */
export function handlesIn(components: readonly TemplateComponent[]): readonly PlacedHandle[] {
  const found: PlacedHandle[] = [];
  changed(metaComponents(components), "/components", (handle, pointer) => {
    found.push({ handle, pointer });
    return handle;
  });
  return found;
}

/** The components with each sample changed. */
export const changeHandles = (
  components: readonly TemplateComponent[],
  change: (handle: string) => string,
): readonly TemplateComponent[] =>
  // Safe: an array is changed into an array of as many.
  parseComponents(changed(metaComponents(components), "/components", change) as unknown[]);

function changed(
  value: unknown,
  at: string,
  change: (handle: string, pointer: string) => string,
): unknown {
  if (Array.isArray(value))
    return value.map((inner: unknown, i) =>
      typeof inner === "string" && at.endsWith("/header_handle")
        ? change(inner, `${at}/${i}`)
        : changed(inner, `${at}/${i}`, change),
    );
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, changed(inner, `${at}/${name}`, change)]),
  );
}
