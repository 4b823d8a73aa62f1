import { templateLibrary } from "#core/template/library/library";
import type { LibraryQuery, LibraryView } from "#features/templates/schemas-library";
import { requireScope, type TenantContext } from "#platform/context";

/** Templates of ours to begin with; all of them, or those in a language or of a category. */
export async function listLibrary(
  ctx: TenantContext,
  { language, category }: LibraryQuery,
): Promise<LibraryView> {
  requireScope(ctx, "templates:read");

  const data = templateLibrary().filter(
    (one) =>
      (language === undefined || one.language === language) &&
      (category === undefined || one.category === category),
  );
  return { data: data.map((one) => ({ ...one, components: [...one.components] })) };
}
