import { saidAtOnce } from "#core/number/after-news";
import type { GraphNumber } from "#core/whatsapp/graph-number";
import { pendingAct } from "#features/numbers/pending-act";
import type { NumberRow } from "#features/numbers/queries";
import type { takeUpNumber } from "#features/numbers/take-up-number";
import type { ScopedContext } from "#platform/context";
import { pinSealedAt, tokenSealedAt } from "#platform/meta/graph";
import { seal } from "#platform/secrets/envelope";

/** A number that Meta confirmed, and with what. */
export interface Verified {
  readonly kind: NumberRow["kind"];
  readonly wabaId: string;
  readonly appId: string | null;
  readonly accessToken: string;
  /** Null when the number's PIN is not known. */
  readonly pin: string | null;
  /** Meta's own when left out. */
  readonly name: string | undefined;
  /** As Meta described it. */
  readonly number: GraphNumber;
  /** When it was asked, and when the token ends; Unix ms. */
  readonly askedAtMs: number;
  readonly tokenExpiresAt: number | null;
}

/** The pending row of a number that Meta confirmed, in the place that {@link takeUpNumber} found. */
export async function verifiedRow(
  ctx: ScopedContext,
  {
    id,
    createdAt,
    updatedAt,
    autoRead,
    keywords,
    linkWords,
    isReturning,
  }: Awaited<ReturnType<typeof takeUpNumber>>,
  verified: Verified,
): Promise<NumberRow> {
  const { number, pin } = verified;
  return {
    id,
    kind: verified.kind,
    name: verified.name ?? number.verifiedName ?? number.displayPhoneNumber,
    wabaId: verified.wabaId,
    portfolioId: null,
    phoneNumberId: number.id,
    displayPhoneNumber: number.displayPhoneNumber,
    verifiedName: number.verifiedName,
    status: "pending",
    qualityRating: number.qualityRating,
    throughputMps: number.throughputMps,
    messagingLimit: number.messagingLimit,
    tokenSealed: await seal(ctx.env, tokenSealedAt(ctx, id), verified.accessToken),
    pinSealed: pin === null ? null : await seal(ctx.env, pinSealedAt(ctx, id), pin),
    createdAt,
    updatedAt,
    pendingAct: pendingAct(ctx, {
      status: number.standing === "restricted" ? "restricted" : "connected",
      isReturning,
    }),
    confirmedAt: verified.askedAtMs,
    saidAt: saidAtOnce(verified.askedAtMs),
    tokenExpiresAt: verified.tokenExpiresAt,
    expiryToldFor: null,
    appId: verified.appId,
    autoRead,
    keywords,
    linkWords,
  };
}
