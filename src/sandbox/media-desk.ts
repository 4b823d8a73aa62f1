/** Graph's media endpoints. Source: Meta, "Media": upload, retrieve URL, download, delete. */
import { refusalAnswer, unknownObject } from "#sandbox/graph-answer";
import type { NewMedium, SandboxMedium } from "#sandbox/media";
import { readMediaForm, type MediaForm } from "#sandbox/media-form";
import { MEDIA_LIMITS } from "#sandbox/media-types";
import type { SandboxNumber } from "#sandbox/numbers";
import type { Refusal } from "#sandbox/result";
import type { World } from "#sandbox/world";

/** Under which path files are downloaded, outside the versions of the API, as at Meta. */
export const DOWNLOAD_PATH = "/whatsapp_business/attachments";
/** How long the address of a file is good, ms. */
const ADDRESS_MS = 5 * 60 * 1000;

/** `POST /{number}/media`. */
export async function uploadMedium(
  world: World,
  number: SandboxNumber,
  request: Request,
  traceId: string,
): Promise<Response> {
  const medium = world.media.begin(world.clock.nowMs());
  const refuse = async (refusal: Refusal): Promise<Response> => {
    await medium.drop();
    return refusalAnswer(refusal, traceId);
  };
  const contentType = request.headers.get("content-type") ?? "";
  const form = await readForm(request.body, contentType, medium);
  if (form === null) return refuse({ code: 100, details: "The body must be a multipart form." });
  const product = form.fields.get("messaging_product") ?? queryOf(request, "messaging_product");
  const refusal = refusalOf(product, form.fileType, medium.size);
  if (refusal !== null) return refuse(refusal);
  const type = form.fields.get("type") ?? form.fileType ?? "";
  const limit = MEDIA_LIMITS.get(type);
  if (limit === undefined)
    return refuse({
      code: 100,
      details: `Param file must be a file with one of the following types: ${[...MEDIA_LIMITS.keys()].join(", ")}. Received file of type '${type}'.`,
    });
  if (medium.size > limit)
    return refuse({ code: 131053, details: `A file of ${type} has at most ${limit} bytes.` });
  const of = { phone_number_id: number.phone_number_id, mime_type: type };
  const { id } = await medium.keep(of, { origin: "upload", nowMs: world.clock.nowMs() });
  return Response.json({ id });
}

const queryOf = (request: Request, name: string): string | undefined =>
  new URL(request.url).searchParams.get(name) ?? undefined;

/** A form that breaks off on its way leaves nothing behind. */
async function readForm(
  body: ReadableStream<Uint8Array> | null,
  contentType: string,
  medium: NewMedium,
): Promise<MediaForm | null> {
  if (body === null) return null;
  try {
    return await readMediaForm(body, contentType, medium);
  } catch (error) {
    await medium.drop();
    throw error;
  }
}

function refusalOf(product: string | undefined, file: string | null, size: number): Refusal | null {
  if (product !== "whatsapp")
    return { code: 100, details: "The parameter messaging_product is required." };
  if (file === null) return { code: 100, details: "The parameter file is required." };
  return size === 0 ? { code: 100, details: "The file is empty." } : null;
}

/**
 * `GET /{medium}`: the address of its bytes, with a time in it.
 *
 * @param base Where the API is, as whoever asks knows it.
 */
export function describeMedium(world: World, medium: SandboxMedium, base: string): Response {
  const extent = String(world.clock.nowMs() + ADDRESS_MS);
  const query = new URLSearchParams({ mid: medium.id, ext: extent });
  return Response.json({
    messaging_product: "whatsapp",
    url: `${base}${DOWNLOAD_PATH}/?${query.toString()}`,
    mime_type: medium.mime_type,
    sha256: medium.sha256,
    file_size: String(medium.size),
    id: medium.id,
  });
}

/** Whether a call about a medium names the number that owns it, if it names one. */
export const isOwner = (medium: SandboxMedium, phoneNumberId: string | undefined): boolean =>
  phoneNumberId === undefined || phoneNumberId === medium.phone_number_id;

/** The file of an address, while that is good. */
function addressed({ media, clock }: World, query: URLSearchParams): SandboxMedium | undefined {
  const nowMs = clock.nowMs();
  return Number(query.get("ext")) > nowMs ? media.find(query.get("mid") ?? "", nowMs) : undefined;
}

/** An owner of a number sees no file of another one; the platform sees all. */
const isSeenBy = (medium: SandboxMedium, owner: string | null): boolean =>
  owner === null || owner === medium.phone_number_id;

/**
 * The bytes behind an address. Without a good token, or too late, there are none; and by the fault rules they may be refused, late,
 * or break off behind the first piece.
 */
export async function downloadMedium(world: World, request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const token = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const isPlatform = world.numbers.isToken(token);
  const owner = isPlatform ? null : await world.owners.numberOf(token);
  if (!isPlatform && owner === null) return new Response("Unauthorized", { status: 401 });
  const medium = addressed(world, query);
  if (medium === undefined || !isSeenBy(medium, owner))
    return new Response("Not found", { status: 404 });
  return sendBytes(world, medium);
}

async function sendBytes(world: World, medium: SandboxMedium): Promise<Response> {
  const fate = world.faults.meetCall("media_download");
  if (fate?.effect === "error") return new Response("Unavailable", { status: 503 });
  if (fate?.effect === "delay") await scheduler.wait(fate.delayMs);
  const { readable, writable } = new FixedLengthStream(medium.size);
  world.media
    .read(medium.id, fate?.effect === "lost_response" ? 1 : Infinity)
    .pipeTo(writable)
    .catch(() => undefined);
  return new Response(readable, { headers: { "content-type": medium.mime_type } });
}

/** `DELETE /{medium}`. */
export function deleteMedium(
  world: World,
  id: string,
  of: { readonly phoneNumberId: string | undefined; readonly traceId: string },
): Response {
  const medium = world.media.find(id, world.clock.nowMs());
  if (medium === undefined || !isOwner(medium, of.phoneNumberId))
    return unknownObject("delete", id, of.traceId);
  world.media.delete(id);
  return Response.json({ success: true });
}
