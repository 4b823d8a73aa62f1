/** Members of Meta's objects that hold what a person reads. */
const READ: ReadonlySet<string> = new Set([
  "body",
  "text",
  "caption",
  "filename",
  "title",
  "description",
  "header",
  "footer",
  "name",
  "formatted_name",
  "company",
  "address",
  "emoji",
]);
const DEPTH_MAX = 8;
const LENGTH_MAX = 8_192;

/**
 * What of a message a person reads, as one text: its words, captions, names of files, places, people and buttons.
 *
 * @param content Meta's object of the type; of a template what was rendered counts alone.
 */
export function messageText(type: string, content: unknown): string {
  const shown = type === "template" && isRecord(content) ? content["rendered"] : content;
  return textsOf(shown, { depth: 0, isRead: false }).join(" ").slice(0, LENGTH_MAX).toWellFormed();
}

function textsOf(
  value: unknown,
  { depth, isRead }: { readonly depth: number; readonly isRead: boolean },
): readonly string[] {
  if (typeof value === "string") return isRead ? [value] : [];
  if (depth >= DEPTH_MAX) return [];
  if (Array.isArray(value))
    return value.flatMap((one: unknown) => textsOf(one, { depth: depth + 1, isRead }));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    textsOf(one, { depth: depth + 1, isRead: READ.has(key) }),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
