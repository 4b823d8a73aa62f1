import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const MARK = "windows.told_until";

/** Move the mark up to which windows were told of (Unix ms); it must stand where it was read (`isToldMeanwhile`). */
export const moveWindowMark = (
  db: TenantDb,
  { name, was, to }: { readonly name: string; readonly was: number | null; readonly to: number },
): Statement[] => [
  guard(db, MARK, "(SELECT told_until FROM window_marks WHERE name = ?1) IS ?2", name, was),
  statement(
    db,
    "INSERT INTO window_marks (name, told_until) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET told_until = excluded.told_until",
    name,
    to,
  ),
];

/** Whether a batch rolled back because another run told of the same windows. */
export const isToldMeanwhile = (error: unknown): boolean => isGuardBroken(error, MARK);
