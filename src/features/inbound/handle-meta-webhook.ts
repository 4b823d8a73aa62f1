/**
 * `/webhooks/meta`: Meta's way in. It stands before the router, because Meta is answered in milliseconds or delivers again:
 * verify, find the owner, one durable write, 200. Everything else happens when the mailbox is drained.
 */
import { AppError } from "#core/errors";
import { deliverBody } from "#features/inbound/deliver-changes";
import { answerHandshake } from "#features/inbound/handshake";
import { spillBody } from "#features/inbound/spill";
import { isSignedByMeta } from "#features/inbound/verify-signature";
import { problemResponse } from "#platform/http/problem";
import { readBytes } from "#platform/http/read-bytes";
import { describeError, log } from "#platform/log";

/** Meta posts up to 3 MB. */
const BODY_BYTES_MAX = 5 * 1024 * 1024;

const decoder = new TextDecoder();

/** Answer a request to `/webhooks/meta`. Never throws. */
export async function handleMetaWebhook(request: Request, env: Env): Promise<Response> {
  try {
    switch (request.method) {
      case "POST":
        return await receive(request, env);
      case "GET":
        return await answerHandshake(env, new URL(request.url).searchParams);
      default:
        throw new AppError("method_not_allowed", "Meta calls this with GET and POST only.", {
          headers: { allow: "GET, POST" },
        });
    }
  } catch (error) {
    return problemResponse(error, crypto.randomUUID());
  }
}

async function receive(request: Request, env: Env): Promise<Response> {
  const bytes = await readBytes(request, BODY_BYTES_MAX);
  if (!(await isSignedByMeta(env, request.headers, bytes))) {
    log("warn", "webhook.refused", { reason: "invalid_signature" });
    throw new AppError("invalid_signature", "X-Hub-Signature-256 does not match the body.");
  }
  try {
    await deliverBody(env, decoder.decode(bytes));
  } catch (error) {
    log("error", "webhook.spilled", describeError(error));
    await spill(env, bytes);
  }
  return new Response(null, { status: 200 });
}

async function spill(env: Env, bytes: Uint8Array): Promise<void> {
  try {
    await spillBody(env, bytes);
  } catch (error) {
    log("error", "webhook.lost", describeError(error));
    throw new AppError("unavailable", "The webhook cannot be stored now. Deliver it again.");
  }
}
