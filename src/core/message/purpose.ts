import type { MessagePurpose } from "#core/message/states";
import { err, ok, type Result } from "#core/result";
import type { TemplateCategory } from "#core/template/states";

/** What a template is for when nobody says otherwise. */
export const purposeOfTemplate = (category: TemplateCategory): "marketing" | "transactional" =>
  category === "MARKETING" ? "marketing" : "transactional";

/**
 * What a message is for.
 *
 * @param category Of its template; null for free-form content.
 * @param asked    What the caller says that it is for.
 * @returns why the caller's word does not fit the template, when it does not.
 */
export function choosePurpose(
  category: TemplateCategory | null,
  asked: MessagePurpose | undefined,
): Result<MessagePurpose, string> {
  if (category === null) return ok(asked ?? "service");
  if (category === "MARKETING" && asked !== undefined && asked !== "marketing")
    return err("A MARKETING template is always marketing.");
  if (asked === "service") return err("A template is marketing or transactional.");
  return ok(asked ?? purposeOfTemplate(category));
}
