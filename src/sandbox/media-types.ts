const KIB = 1024;
const MIB = 1024 * KIB;
const OFFICE = "application/vnd.openxmlformats-officedocument";

/** What Meta takes, with the largest size in bytes. Source: Meta, "Media", "Supported media types". */
export const MEDIA_LIMITS: ReadonlyMap<string, number> = new Map([
  ["audio/aac", 16 * MIB],
  ["audio/amr", 16 * MIB],
  ["audio/mpeg", 16 * MIB],
  ["audio/mp4", 16 * MIB],
  ["audio/ogg", 16 * MIB],
  ["text/plain", 100 * MIB],
  ["application/pdf", 100 * MIB],
  ["application/msword", 100 * MIB],
  ["application/vnd.ms-excel", 100 * MIB],
  ["application/vnd.ms-powerpoint", 100 * MIB],
  [`${OFFICE}.wordprocessingml.document`, 100 * MIB],
  [`${OFFICE}.spreadsheetml.sheet`, 100 * MIB],
  [`${OFFICE}.presentationml.presentation`, 100 * MIB],
  ["image/jpeg", 5 * MIB],
  ["image/png", 5 * MIB],
  ["image/webp", 500 * KIB],
  ["video/mp4", 16 * MIB],
  ["video/3gpp", 16 * MIB],
]);
