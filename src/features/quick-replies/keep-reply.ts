import { AppError } from "#core/errors";
import type { QuickReplyRow } from "#features/quick-replies/queries";
import { quickReplyView } from "#features/quick-replies/view";
import { isShortcutTaken, keepQuickReply } from "#features/quick-replies/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Write a quick reply and answer it. @throws AppError `shortcut_taken`. */
export async function keepReply(
  ctx: ScopedContext,
  row: QuickReplyRow,
  { action, status }: { readonly action: string; readonly status: 200 | 201 },
) {
  const view = quickReplyView(row);
  try {
    await commit(ctx, {
      statements: [keepQuickReply(ctx.db, row)],
      audit: { action, target: row.id },
      answer: { status, body: view },
    });
  } catch (error) {
    if (!isShortcutTaken(error)) throw error;
    throw new AppError("shortcut_taken", `Another quick reply has the shortcut ${row.shortcut}.`, {
      errors: [{ pointer: "/shortcut", code: "shortcut_taken", message: "Used by another one." }],
      cause: error,
    });
  }
  return view;
}
