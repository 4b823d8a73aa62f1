/**
 * `/webhooks/meta` and `/webhooks/meta/{app_id}`: Meta's ways in. They stand before the router, because Meta is answered in milliseconds or delivers again:
 * verify, find the owner, one durable write, 200. Everything else happens when the mailbox is drained.
 */
import { AppError } from "#core/errors";
import { parseSignature, SIGNATURE_HEADER } from "#core/whatsapp/signature";
import { deliverBody } from "#features/inbound/deliver-changes";
import { appIdIn, doorNow, doorOf } from "#features/inbound/door";
import { answerHandshake } from "#features/inbound/handshake";
import { spillBody } from "#features/inbound/spill";
import { isSignedWith } from "#features/inbound/verify-signature";
import { problemResponse } from "#platform/http/problem";
import { readBytes } from "#platform/http/read-bytes";
import { describeError, log } from "#platform/log";

/** Meta posts up to 3 MB. */
const BODY_BYTES_MAX = 5 * 1024 * 1024;

const decoder = new TextDecoder();

/** Answer a request to one of the ways in. Never throws. */
export async function handleMetaWebhook(request: Request, env: Env): Promise<Response> {
  try {
    switch (request.method) {
      case "POST":
        return await receive(request, env);
      case "GET":
        return await shakeHands(new URL(request.url), env);
      default:
        throw new AppError("method_not_allowed", "Meta calls this with GET and POST only.", {
          headers: { allow: "GET, POST" },
        });
    }
  } catch (error) {
    return problemResponse(error, crypto.randomUUID());
  }
}

async function shakeHands(url: URL, env: Env): Promise<Response> {
  const appId = appIdIn(env, url.pathname);
  const door = appId === null ? await doorOf(env, appId) : await doorNow(env, appId);
  return answerHandshake(door?.verifyToken, url.searchParams);
}

async function receive(request: Request, env: Env): Promise<Response> {
  const appId = appIdIn(env, new URL(request.url).pathname);
  const bytes = await readBytes(request, BODY_BYTES_MAX);
  if (!(await isSigned(env, appId, { headers: request.headers, bytes }))) {
    log("warn", "webhook.refused", { reason: "invalid_signature" });
    throw new AppError("invalid_signature", "X-Hub-Signature-256 does not match the body.");
  }
  try {
    await deliverBody(env, decoder.decode(bytes), appId);
  } catch (error) {
    log("error", "webhook.spilled", describeError(error));
    await spill(env, bytes, appId);
  }
  return new Response(null, { status: 200 });
}

interface Signed {
  readonly headers: Headers;
  readonly bytes: ArrayBuffer | Uint8Array<ArrayBuffer>;
}

/** Whether the app signed it. Of an app of a workspace's own the secret that is known may be an old one, so it is asked again. */
async function isSigned(env: Env, appId: string | null, { headers, bytes }: Signed) {
  if (parseSignature(headers.get(SIGNATURE_HEADER)) === null) return false;
  const door = await doorOf(env, appId);
  if (door !== undefined && (await isSignedWith(door.secrets, headers, bytes))) return true;
  const now = appId === null ? undefined : await doorNow(env, appId);
  return now !== undefined && isSignedWith(now.secrets, headers, bytes);
}

async function spill(env: Env, bytes: Uint8Array, appId: string | null): Promise<void> {
  try {
    await spillBody(env, bytes, appId);
  } catch (error) {
    log("error", "webhook.lost", describeError(error));
    throw new AppError("unavailable", "The webhook cannot be stored now. Deliver it again.");
  }
}
