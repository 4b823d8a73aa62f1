import type { Id } from "#core/ids";
/** What is listed of the changes that Meta sent: written when a drain ends, read by `GET /v1/inbound-changes`. */
import type { DrainPlan, ItemRecord } from "#features/inbound/drain-plan";
import type { ReadChange } from "#features/inbound/read-mail";
import type { ScopedContext } from "#platform/context";

/** A change as it is archived; its id follows from its place. Instants are Unix ms. `raw` follows as the last member, as it came. */
export interface ListedChange {
  readonly seq: number;
  readonly received_at: number;
  readonly waba_id: string | null;
  readonly number_id: Id<"number"> | null;
  readonly field: string | null;
  readonly state: "applied" | "stored";
  readonly sha256: string;
  readonly items: readonly ItemRecord[];
  /** Where the raw change is when it is too large for the archive. */
  readonly r2_key: string | null;
  readonly raw: unknown;
}

/** One drain for the session object's archive; null when it lists nothing. */
export async function drainedMail(
  ctx: ScopedContext,
  plan: DrainPlan,
  { changes, lastSeq }: { readonly changes: readonly ReadChange[]; readonly lastSeq: number },
): Promise<{ lastSeq: number; atMs: number; changes: Uint8Array<ArrayBuffer> } | null> {
  if (changes.length === 0) return null;
  const texts = changes.map((change) => listedText(plan, change));
  return { lastSeq, atMs: ctx.nowMs(), changes: await gzip(`[${texts.join(",")}]`) };
}

/** Changes as the archive keeps them. */
export const packDrained = (changes: readonly ListedChange[]): Promise<Uint8Array<ArrayBuffer>> =>
  gzip(JSON.stringify(changes));

/** The changes of a drain, as {@link drainedMail} packed them. */
export async function readDrained(changes: Uint8Array<ArrayBuffer>): Promise<ListedChange[]> {
  const text = await through(changes, new DecompressionStream("gzip")).text();
  // Safe: the archive holds what `drainedMail` made.
  return JSON.parse(text) as ListedChange[];
}

function listedText(plan: DrainPlan, change: ReadChange): string {
  const listed: Omit<ListedChange, "raw"> = {
    seq: change.seq,
    received_at: change.receivedAtMs,
    waba_id: change.wabaId,
    number_id: plan.numberOf(change),
    field: change.field,
    state: plan.isKept(change) ? "stored" : "applied",
    sha256: change.sha256,
    items: plan.itemsOf(change),
    r2_key: change.r2Key,
  };
  return `${JSON.stringify(listed).slice(0, -1)},"raw":${change.raw ?? "null"}}`;
}

const gzip = async (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await through(text, new CompressionStream("gzip")).arrayBuffer());

const through = (
  data: string | Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Response => new Response(new Blob([data]).stream().pipeThrough(transform));
