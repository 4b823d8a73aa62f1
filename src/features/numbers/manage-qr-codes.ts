import type { z } from "@hono/zod-openapi";

import { notFound } from "#core/errors";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import type {
  CreateQrCodeBody,
  QrCodePage,
  QrCodeView,
  UpdateQrCodeBody,
} from "#features/numbers/schemas-profile";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor, type PageQuery } from "#platform/http/cursor";
import type { Call } from "#platform/meta/answers";
import { callsOf } from "#platform/meta/graph";
import { managed } from "#platform/meta/graph-failure";
import {
  deleteQrCode,
  findQrCode,
  listQrCodes,
  writeQrCode,
  type QrImage,
} from "#platform/meta/qr-codes";

/** Meta answers no more of them at once. */
const PAGE_MAX = 25;

/** What Meta's names of codes are made of; nothing else goes into a path. */
const CODE = /^[A-Za-z0-9]{1,64}$/;

const imageOf = ({ image }: { readonly image: "png" | "svg" }): QrImage =>
  image === "png" ? "PNG" : "SVG";

/**
 * A page of a number's codes, as Meta has them.
 *
 * @throws AppError `not_found`, `invalid_state`, `invalid_cursor`, `number_needs_reauth`, `meta_refused`, `meta_error`.
 */
export async function listNumberQrCodes(
  ctx: TenantContext,
  id: string,
  query: z.infer<typeof PageQuery>,
): Promise<z.infer<typeof QrCodePage>> {
  requireScope(ctx, "numbers:read");

  const row = await requireNumberInUse(ctx, id);
  const list = { name: "qr-codes", filters: { number: row.id } };
  const [after] = query.after === undefined ? [] : await decodeCursor(ctx, list, query.after);
  const page = managed(
    await listQrCodes(await callsOf(ctx, row), row.phoneNumberId, {
      limit: Math.min(query.limit, PAGE_MAX),
      after: after === undefined ? null : String(after),
      image: "SVG",
    }),
  );
  return {
    data: [...page.data],
    has_more: page.after !== null,
    next_cursor: page.after === null ? null : await encodeCursor(ctx, list, [page.after]),
  };
}

/** @throws AppError `not_found`, `invalid_state`, `number_needs_reauth`, `meta_refused`, `meta_error`. */
export async function createNumberQrCode(
  ctx: TenantContext,
  id: string,
  input: CreateQrCodeBody,
): Promise<QrCodeView> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  const code = managed(
    await writeQrCode(await callsOf(ctx, row), row.phoneNumberId, {
      text: input.prefilled_message,
      image: imageOf(input),
    }),
  );
  await note(ctx, row, {
    action: "number.create_qr_code",
    code: code.code,
    status: 201,
    body: code,
  });
  return code;
}

/** Give a code another text; whoever has its picture or link finds the new one. @throws AppError as {@link createNumberQrCode}. */
export async function updateNumberQrCode(
  ctx: TenantContext,
  place: { readonly id: string; readonly code: string },
  input: UpdateQrCodeBody,
): Promise<QrCodeView> {
  requireScope(ctx, "numbers:write");

  const { row, call } = await requireQrCode(ctx, place);
  const code = managed(
    await writeQrCode(call, row.phoneNumberId, {
      text: input.prefilled_message,
      code: place.code,
      image: imageOf(input),
    }),
  );
  await note(ctx, row, {
    action: "number.update_qr_code",
    code: code.code,
    status: 200,
    body: code,
  });
  return code;
}

/** Delete a code: its picture and its link lead nowhere then. @throws AppError as {@link createNumberQrCode}. */
export async function deleteNumberQrCode(
  ctx: TenantContext,
  place: { readonly id: string; readonly code: string },
): Promise<void> {
  requireScope(ctx, "numbers:write");

  const { row, call } = await requireQrCode(ctx, place);
  managed(await deleteQrCode(call, row.phoneNumberId, place.code));
  await note(ctx, row, {
    action: "number.delete_qr_code",
    code: place.code,
    status: 204,
    body: null,
  });
}

async function requireQrCode(
  ctx: ScopedContext,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<{ readonly row: NumberRow; readonly call: Call }> {
  const row = await requireNumberInUse(ctx, id);
  if (!CODE.test(code)) throw notFound();
  const call = await callsOf(ctx, row);
  if (managed(await findQrCode(call, row.phoneNumberId, code)) === null) throw notFound();
  return { row, call };
}

const note = (
  ctx: ScopedContext,
  row: NumberRow,
  act: {
    readonly action: string;
    readonly code: string;
    readonly status: 200 | 201 | 204;
    readonly body: QrCodeView | null;
  },
) =>
  commit(ctx, {
    statements: [],
    audit: { action: act.action, target: row.id, changes: { code: act.code } },
    answer: { status: act.status, body: act.body },
  });
