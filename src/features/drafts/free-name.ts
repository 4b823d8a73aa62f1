import type { LintedTemplate } from "#core/whatsapp/template-lint";
import { findNamesLike } from "#features/drafts/queries";
import type { ScopedContext } from "#platform/context";

/** The draft's name, with the first number behind it that makes it one which no template of that language has. */
export async function freeName(
  ctx: ScopedContext,
  { name, language }: Pick<LintedTemplate, "name" | "language">,
): Promise<string> {
  const taken = await findNamesLike(ctx.db, name, language);
  for (let number = 2, free = name; ; number++) {
    if (!taken.has(free)) return free;
    free = `${name}_${number}`;
  }
}
