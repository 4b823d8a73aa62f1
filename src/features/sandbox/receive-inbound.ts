import { fieldError } from "#core/errors";
import { isId } from "#core/ids";
import { isRecord } from "#core/whatsapp/envelope-json";
import { metaMediaId } from "#features/media/index";
import type { NumberRow } from "#features/numbers/index";
import { requireSandboxNumber } from "#features/sandbox/require-sandbox-number";
import { instantMs, type InboundBody } from "#features/sandbox/schemas";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { graphOf } from "#platform/meta/graph";
import { graphFailure } from "#platform/meta/graph-failure";

/**
 * Let a person write to a sandbox number; the message comes in by the webhook route like any other. The act is recorded
 * before it is done, so that a repeated call with the same idempotency key does not write twice.
 *
 * @throws AppError `not_found` for a number that is not of the sandbox.
 */
export async function receiveInbound(
  ctx: TenantContext,
  numberId: string,
  body: InboundBody,
): Promise<{ wamid: string }> {
  requireScope(ctx, "sandbox:write");
  const number = await requireSandboxNumber(ctx, numberId);
  const object = await withFile(ctx, number, body);
  const wamid = body.wamid ?? (await ctx.sandbox.newWamid(number.phoneNumberId));
  const view = { wamid };
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.inbound", target: number.id },
    answer: { status: 202, body: view },
  });
  await ctx.sandbox.inbound({
    phone_number_id: number.phoneNumberId,
    from: body.from,
    user_id: body.user_id,
    username: body.username,
    name: body.name,
    type: body.type,
    object,
    context: body.context === undefined ? null : quoted(body.context),
    beside: {
      ...(body.referral === undefined ? {} : { referral: body.referral }),
      ...(body.errors === undefined ? {} : { errors: body.errors }),
    },
    timestamp: body.timestamp === undefined ? null : instantMs(body.timestamp),
    wamid,
  });
  return view;
}

/** Meta names the quoted message `id`; ours, `message_id`, is understood as well. */
function quoted({ message_id: messageId, ...context }: Record<string, unknown>) {
  return messageId === undefined ? context : { id: messageId, ...context };
}

/** A file that was uploaded here may be named by our id: the person then sends it, whatever its size. */
async function withFile(
  ctx: ScopedContext,
  number: NumberRow,
  body: InboundBody,
): Promise<unknown> {
  const medium = body[body.type];
  if (!isRecord(medium)) return medium;
  const id = medium["id"];
  if (typeof id !== "string" || !isId("media", id)) return medium;
  const graph = await graphOf(ctx, number);
  const reply = await metaMediaId(ctx, graph, { numberId: number.id, mediaId: id });
  const pointer = `/${body.type}/id`;
  if (reply.type === "gone") throw fieldError("not_found", pointer, "No such medium.");
  if (reply.type !== "ok") throw graphFailure(reply, "unsupported_media");
  return { ...medium, id: reply.value };
}
