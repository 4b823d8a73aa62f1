/**
 * `/webhooks/meta`: Meta's way in. It stands before the router, because Meta is answered in milliseconds or delivers again:
 * verify, find the owner, one durable write, 200. Everything else happens when the mailbox is drained.
 */
import { AppError, PROBLEMS } from "#core/errors";
import { deliverBody } from "#features/inbound/deliver-changes";
import { answerHandshake } from "#features/inbound/handshake";
import { readBytes } from "#features/inbound/read-bytes";
import { spillBody } from "#features/inbound/spill";
import { isSignedByMeta } from "#features/inbound/verify-signature";
import { toProblem } from "#platform/http/problem";
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
    return refuse(error);
  }
}

async function receive(request: Request, env: Env): Promise<Response> {
  const bytes = await readBytes(request, BODY_BYTES_MAX);
  if (bytes === null)
    throw new AppError("body_too_large", `A webhook has at most ${BODY_BYTES_MAX} bytes.`);
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

async function spill(env: Env, bytes: ArrayBuffer): Promise<void> {
  try {
    await spillBody(env, bytes);
  } catch (error) {
    log("error", "webhook.lost", describeError(error));
    throw new AppError("unavailable", "The webhook cannot be stored now. Deliver it again.");
  }
}

function refuse(error: unknown): Response {
  const problem = toProblem(error, crypto.randomUUID());
  if (problem.code === "internal")
    log("error", "request.failed", { request: problem.request_id, ...describeError(error) });
  return new Response(JSON.stringify(problem), {
    status: PROBLEMS[problem.code].status,
    headers: {
      "content-type": "application/problem+json",
      "x-request-id": problem.request_id,
      "x-content-type-options": "nosniff",
      ...(error instanceof AppError ? error.extras.headers : {}),
    },
  });
}
