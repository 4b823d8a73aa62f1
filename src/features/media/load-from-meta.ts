import { sha256HexOf } from "#core/whatsapp/inbound-media";
import type { MediaRow } from "#features/media/queries";
import { findNumber } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import { graphOf, type GraphClient, type GraphError } from "#platform/meta/graph";
import type { GraphMedium, MediaDownload } from "#platform/meta/graph-media";
import { storeBytes, TooFewBytes, TooManyBytes } from "#platform/r2/store-bytes";

/**
 * How a load from Meta ended, with a reason in a word. `gone`: it cannot be had. `odd`: the bytes are not those that Meta tells of.
 * `later`: it may be had another time.
 */
export type Loaded =
  | {
      readonly type: "stored";
      readonly objectKey: string;
      readonly size: number;
      readonly sha256: string;
    }
  | { readonly type: "gone" | "odd" | "later"; readonly reason: string };

interface Target {
  readonly objectKey: string;
  readonly bytesMax: number;
}

/** Ask Meta where the medium is, and bring its bytes into the bucket. Of a load that is not `stored` nothing is kept. */
export async function loadFromMeta(
  ctx: ScopedContext,
  row: MediaRow,
  target: Target,
): Promise<Loaded> {
  const number = row.numberId === null ? undefined : await findNumber(ctx.db, row.numberId);
  if (number === undefined || row.metaMediaId === null)
    return { type: "gone", reason: "no_number" };
  // A number that is disconnected has no token but for its end, and may be connected again.
  if (number.tokenSealed === null || number.status === "disconnected")
    return { type: "later", reason: "no_token" };
  return load(ctx, row, { target, graph: await graphOf(ctx, number), id: row.metaMediaId });
}

async function load(
  ctx: ScopedContext,
  row: MediaRow,
  of: { readonly target: Target; readonly graph: GraphClient; readonly id: string },
): Promise<Loaded> {
  const told = await of.graph.getMedia(of.id);
  if (told.type === "unknown") return later(told.reason);
  if (told.type === "refused") return refusedAs(told.error);
  if ((told.value.sizeBytes ?? 0) > of.target.bytesMax)
    return { type: "gone", reason: "too_large" };
  const download = await of.graph.downloadMedia(told.value.url);
  switch (download.type) {
    case "untrusted":
      return { type: "gone", reason: "untrusted_url" };
    case "unreachable":
      return later("unreachable");
    case "refused":
      return later(`http_${download.status}`);
    case "ok":
      return take(ctx, row, { told: told.value, download, target: of.target });
  }
}

const later = (reason: string): Loaded => ({ type: "later", reason });

/** Graph's words for an object that does not exist, or not for this token. */
const OBJECT_GONE = 33;

const refusedAs = ({ code, subcode }: GraphError): Loaded =>
  code === 100 && subcode === OBJECT_GONE
    ? { type: "gone", reason: "gone_at_meta" }
    : { type: "later", reason: `meta_${code}` };

async function take(
  ctx: ScopedContext,
  row: MediaRow,
  {
    told,
    download,
    target: { objectKey, bytesMax },
  }: {
    readonly told: GraphMedium;
    readonly download: Extract<MediaDownload, { type: "ok" }>;
    readonly target: Target;
  },
): Promise<Loaded> {
  try {
    const options = { length: download.lengthBytes, bytesMax };
    const stored = await storeBytes(ctx.bucket, objectKey, download.bytes, options);
    const fault = faultOf(stored, row, told);
    if (fault === null) return { type: "stored", objectKey, ...stored };
    await ctx.bucket.delete(objectKey);
    return { type: "odd", reason: fault };
  } catch (error) {
    if (error instanceof TooManyBytes) return { type: "odd", reason: "too_large" };
    if (error instanceof TooFewBytes) return { type: "later", reason: "broken_off" };
    log("warn", "media.load_failed", { media: row.id, ...describeError(error) });
    return { type: "later", reason: "broken_off" };
  }
}

/** Both the webhook and Graph tell a hash, and Graph the size. */
function faultOf(
  stored: { readonly size: number; readonly sha256: string },
  row: MediaRow,
  told: GraphMedium,
): string | null {
  if (stored.size === 0) return "empty";
  if (told.sizeBytes !== null && told.sizeBytes !== stored.size) return "size_differs";
  const hashes = [row.sha256, sha256HexOf(told.sha256)].filter((hash) => hash !== null);
  return hashes.some((hash) => hash !== stored.sha256) ? "sha256_differs" : null;
}
