import type { z } from "@hono/zod-openapi";

import { seen } from "#core/contact/mask";
import { parseContactSelector } from "#core/contact/selector";
import type { Id } from "#core/ids";
import { actionFor } from "#core/whatsapp/error-action";
import { findContact, type ContactRow } from "#db/tenant/find-contact";
import { contactUpdated, setBlocked, sightOf } from "#features/contacts/index";
import { blockedElsewhere } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import type {
  BlockedBody,
  BlockedPage,
  BlockedResults,
  BlockResult,
} from "#features/numbers/schemas-registration";
import { forgetBlocked, noteBlocked } from "#features/numbers/writes-blocked";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor, type PageQuery } from "#platform/http/cursor";
import { changeBlocked, listBlocked, type BlockOutcome } from "#platform/meta/blocked-users";
import { callsOf } from "#platform/meta/graph";
import { managed } from "#platform/meta/graph-failure";

/**
 * A page of those whom a number blocks, as Meta has them.
 *
 * @throws AppError `not_found`, `invalid_state`, `invalid_cursor`, `number_needs_reauth`, `meta_refused`, `meta_error`.
 */
export async function listBlockedPeople(
  ctx: TenantContext,
  id: string,
  query: z.infer<typeof PageQuery>,
): Promise<z.infer<typeof BlockedPage>> {
  requireScope(ctx, "numbers:read");

  const row = await requireNumberInUse(ctx, id);
  const list = { name: "blocked", filters: { number: row.id } };
  const [after] = query.after === undefined ? [] : await decodeCursor(ctx, list, query.after);
  const page = managed(
    await listBlocked(await callsOf(ctx, row), row.phoneNumberId, {
      limit: query.limit,
      after: after === undefined ? null : String(after),
    }),
  );
  const sight = await sightOf(ctx);
  return {
    data: page.data.map(({ waId, userId }) =>
      seen({ phone: waId === null ? null : `+${waId}`, bsuid: userId }, sight),
    ),
    has_more: page.after !== null,
    next_cursor: page.after === null ? null : await encodeCursor(ctx, list, [page.after]),
  };
}

/** What one selector came to: a contact, and the name by which Meta knows it. */
interface Named {
  readonly contact: ContactRow | undefined;
  readonly user: string | null;
}

/**
 * Block people on a number, or unblock them. Meta takes each on its own; whoever it blocked is a blocked contact from then on,
 * whom no number of the workspace writes to, until no number that is in use blocks them.
 *
 * @throws AppError `not_found`, `invalid_state`, `number_needs_reauth`, `meta_refused`, `meta_error`.
 */
export async function blockPeople(
  ctx: TenantContext,
  id: string,
  { contacts: selectors, act }: BlockedBody & { readonly act: "block" | "unblock" },
): Promise<BlockedResults> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  const named = await Promise.all(selectors.map((selector) => nameOf(ctx, selector)));
  const users = named.flatMap(({ user }) => user ?? []);
  const call = await callsOf(ctx, row);
  const outcomes =
    users.length === 0 ? [] : managed(await changeBlocked(call, row.phoneNumberId, { users, act }));
  const next = outcomes[Symbol.iterator]();
  const data = named.map((one, index) =>
    resultOf(one, { index, act, outcome: one.user === null ? NOBODY : next.next().value }),
  );
  await keep(ctx, { rowId: row.id, act, data, named });
  return { data };
}

async function nameOf(ctx: ScopedContext, text: string): Promise<Named> {
  const selector = parseContactSelector(text, ctx.tenant.settings.default_country ?? null);
  const contact = selector.ok ? await findContact(ctx.db, selector.value) : undefined;
  if (contact === undefined) return { contact, user: null };
  const digits = contact.waId ?? contact.phone?.replace(/^\+/, "");
  return { contact, user: digits === undefined ? contact.bsuid : `+${digits}` };
}

const NOBODY = "nobody";

function resultOf(
  { contact }: Named,
  {
    index,
    act,
    outcome,
  }: {
    readonly index: number;
    readonly act: "block" | "unblock";
    readonly outcome: BlockOutcome | typeof NOBODY | undefined;
  },
): BlockResult {
  const contactId = contact?.id ?? null;
  const failed = (error: BlockResult["error"]): BlockResult => ({
    index,
    status: "failed",
    contact_id: contactId,
    error,
  });
  if (outcome === NOBODY) {
    const title = contact === undefined ? "No contact is selected." : "The contact has no number.";
    return failed({ code: "not_found", meta_code: null, title, remedy_code: null, remedy: null });
  }
  if (outcome != null) {
    const { remedyCode, remedy } = actionFor(outcome.code, false);
    return failed({
      code: "meta_refused",
      meta_code: outcome.code,
      title: outcome.title,
      remedy_code: remedyCode,
      remedy,
    });
  }
  return { index, status: `${act}ed`, contact_id: contactId, error: null };
}

async function keep(
  ctx: ScopedContext,
  {
    rowId,
    act,
    data,
    named,
  }: {
    readonly rowId: Id<"number">;
    readonly act: "block" | "unblock";
    readonly data: BlockResult[];
    readonly named: readonly Named[];
  },
): Promise<void> {
  const nowMs = ctx.nowMs();
  const isBlocked = act === "block";
  const dealtWith = named.flatMap(({ contact }, i) =>
    contact !== undefined && data[i]?.status !== "failed" ? contact : [],
  );
  const ids = [...new Set(dealtWith.map(({ id }) => id))];
  const others =
    isBlocked || ids.length === 0 ? new Set() : await blockedElsewhere(ctx.db, rowId, ids);
  const changed = ids.filter(
    (id) => !others.has(id) && dealtWith.some((one) => one.id === id && one.blocked !== isBlocked),
  );
  await commit(ctx, {
    statements: [
      ...(isBlocked
        ? noteBlocked(ctx.db, rowId, { ids, nowMs })
        : forgetBlocked(ctx.db, rowId, ids)),
      ...setBlocked(ctx.db, changed, { isBlocked, nowMs }),
    ],
    events: changed.map((id) => contactUpdated(id, ["blocked"])),
    audit: {
      action: `number.${act}_people`,
      target: rowId,
      changes: {
        changed: changed.length,
        failed: data.filter(({ error }) => error !== null).length,
      },
    },
    answer: { status: 200, body: { data } },
  });
}
