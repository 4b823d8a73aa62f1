import { foldTag } from "#core/contact/tag";
import { AppError, notFound } from "#core/errors";
import { hasTag } from "#features/contacts/queries-tags";
import type { RenameTagBody, TagChangeView } from "#features/contacts/schemas-tags";
import { insertTagChange, isTagChanging } from "#features/contacts/writes-tags";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Give a tag another name, wherever a contact has it; with a name that is a tag already the two become one. A job does it.
 *
 * @throws AppError `not_found` when no contact has it, `invalid_state` while it is being changed.
 */
export async function renameTag(
  ctx: TenantContext,
  tag: string,
  { name }: RenameTagBody,
): Promise<TagChangeView> {
  requireScope(ctx, "contacts:write");

  return begin(ctx, tag, { name: name.trim(), action: "tag.rename" });
}

/** Take a tag from every contact that has it. A job does it. @throws AppError as {@link renameTag}. */
export async function deleteTag(ctx: TenantContext, tag: string): Promise<TagChangeView> {
  requireScope(ctx, "contacts:write");

  return begin(ctx, tag, { name: null, action: "tag.delete" });
}

async function begin(
  ctx: ScopedContext,
  given: string,
  { name, action }: { readonly name: string | null; readonly action: string },
): Promise<TagChangeView> {
  const tag = foldTag(given.trim());
  if (!(await hasTag(ctx.db, tag))) throw notFound();
  const row = { tag, name, afterId: "", actor: ctx.actor.id, createdAt: ctx.nowMs() };
  const view: TagChangeView = { tag, name, status: "running" };
  try {
    await commit(ctx, {
      statements: [insertTagChange(ctx.db, row)],
      audit: { action, target: null },
      answer: { status: 202, body: view },
    });
  } catch (error) {
    if (!isTagChanging(error)) throw error;
    throw new AppError("invalid_state", "This tag is being changed: wait until it is done.", {
      cause: error,
    });
  }
  await ctx.enqueue({ kind: "contacts.retag", tenantId: ctx.tenant.id });
  return view;
}
