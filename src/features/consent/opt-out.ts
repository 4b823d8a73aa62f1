import { hasWithdrawn } from "#core/consent/person-act";
import type { Id } from "#core/ids";
import { retryConflict } from "#db/tenant/retry-conflict";
import { appendConsents } from "#features/consent/append-consents";
import { readHead, rootOf } from "#features/consent/queries";
import { isLedgerConflict } from "#features/consent/writes";
import { commit } from "#platform/commit";
import { asJob, type Origin, type ScopedContext } from "#platform/context";
import { readOptOutToken } from "#platform/credentials/opt-out-token";
import { bindTenant, loadTenant } from "#platform/tenancy";

/** Who holds a link, by the workspace that they may leave: also one that is suspended. */
export interface OptOutVisit {
  readonly ctx: ScopedContext;
  readonly contactId: Id<"contact">;
  readonly isOut: boolean;
}

/** Whom a link is about; null for one that was not made here, and where workspace or contact are gone. Changes nothing. */
export async function visitOptOut(
  env: Env,
  token: string,
  requestId: string,
): Promise<OptOutVisit | null> {
  const subject = readOptOutToken(env, token);
  if (subject === null) return null;
  const tenant = await loadTenant(env, subject.tenantId);
  if (tenant === undefined || tenant.binding === null) return null;
  const ctx = asJob(
    await bindTenant(env, tenant, {
      actor: { kind: "job", id: "opt_out_page" },
      origin: { requestId, ip: null, userAgent: null },
    }),
  );
  const contact = await rootOf(ctx.db, subject.contactId);
  if (contact === undefined) return null;
  return { ctx, contactId: contact.id, isOut: isOut(contact) };
}

const isOut = (row: {
  marketing: "unknown" | "granted" | "withdrawn";
  marketingByPerson: boolean;
}) => hasWithdrawn({ marketing: row.marketing, marketingByPerson: row.marketingByPerson ? 1 : 0 });

/** Withdraw marketing by the person's own hand. Done again it enters nothing. */
export async function optOut({ ctx, contactId }: OptOutVisit, from: Origin): Promise<void> {
  await retryConflict(async () => {
    const { contact, nextSeq } = await readHead(ctx.db, { kind: "id", value: contactId });
    if (contact === undefined || isOut(contact)) return;
    const acts = appendConsents(
      ctx,
      [
        {
          contactId: contact.id,
          action: "withdraw",
          purpose: "marketing",
          method: "form",
          byPerson: true,
          source: "opt_out_page",
          subjectIp: from.ip,
          subjectUserAgent: from.userAgent,
          capturedAtMs: ctx.nowMs(),
        },
      ],
      nextSeq,
    );
    await commit(ctx, {
      statements: acts.statements,
      events: acts.events,
      audit: { action: "consent.withdraw", target: contact.id, changes: { method: "form" } },
    });
  }, isLedgerConflict);
}
