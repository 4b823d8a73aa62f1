/**
 * Where a medium stands: `pending` until its bytes are fetched from Meta, `stored` once we have them, `failed` when they cannot be had
 * (somebody may ask again), `expired` when Meta keeps them no longer.
 */
export const MEDIA_STATUSES = ["pending", "stored", "failed", "expired"] as const;

/** How long Meta lets media of a webhook be downloaded, ms. Source: Meta, "Media", "Get media URL". */
export const META_INBOUND_MS = 7 * 24 * 60 * 60 * 1000;
/** How long Meta keeps what was uploaded to it, ms. Source: Meta, "Media", "Upload media". */
export const META_UPLOAD_MS = 30 * 24 * 60 * 60 * 1000;
/** So long before its end an upload is not relied on any more, ms: what is sent with it may wait a while. */
export const META_UPLOAD_MARGIN_MS = 24 * 60 * 60 * 1000;
