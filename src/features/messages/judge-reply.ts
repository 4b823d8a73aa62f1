import { conversationIdOf } from "#core/conversation/conversation-id";
import type { NewEvent } from "#core/event/catalogue";
import { actionFor, retryDelayMs } from "#core/whatsapp/error-action";
import type { MessageFacts } from "#db/tenant/apply-facts";
import {
  messageFailed,
  messageHeld,
  messageRequeued,
  messageUnknown,
} from "#features/messages/events";
import type { Posted } from "#features/messages/send-block";
import { withheld } from "#features/messages/withheld";
import type { GraphError } from "#platform/meta/graph";

/** What one reply means for its row. `retryAfterMs` is set when the row goes back to the queue for a while. */
export interface Judged {
  readonly facts: MessageFacts;
  readonly events: readonly NewEvent[];
  readonly retryAfterMs?: number;
}

/**
 * Turn a reply into facts. Only a refusal that the error table calls "not accepted, try later", or a row that never left us,
 * goes back to the queue; whatever is not certain is `unknown`.
 */
export function judgeReply({ row, reply }: Posted, nowMs: number): Judged {
  const { id, claim } = row;
  const conversationId = row.conversationId ?? conversationIdOf(row.contactId, row.numberId);
  switch (reply.type) {
    case "accepted":
      return {
        facts: {
          id,
          content: row.content,
          wamid: reply.wamid,
          conversationId,
          acceptedAtMs: nowMs,
          ...(reply.held ? { heldAtMs: nowMs } : {}),
        },
        events: reply.held ? [messageHeld(row)] : [],
      };
    case "refused":
      return judgeRefusal({ row, error: reply.error, nowMs });
    case "unknown":
      return {
        facts: { id, claim, content: row.content, conversationId, state: "unknown" },
        events: [messageUnknown(row, reply.reason)],
      };
    case "unsent":
      return {
        facts: { id, claim, state: "queued", dueAtMs: nowMs + (reply.afterMs ?? 0) },
        events: [],
        ...(reply.afterMs === undefined ? {} : { retryAfterMs: reply.afterMs }),
      };
  }
}

function judgeRefusal({
  row,
  error,
  nowMs,
}: {
  row: Posted["row"];
  error: GraphError;
  nowMs: number;
}): Judged {
  const { id, claim } = row;
  const rule = actionFor(error.code, error.isTransient, error.subcode);
  const retryAfterMs = retryDelayMs(rule, row.attempts, error.retryAfterMs);
  if (retryAfterMs !== undefined)
    return {
      facts: {
        id,
        claim,
        state: "queued",
        dueAtMs: nowMs + retryAfterMs,
        waitCode: String(error.code),
      },
      events: [messageRequeued(row, { metaCode: error.code, attempt: row.attempts })],
      retryAfterMs,
    };
  const { retryAfterMs: _asked, ...stored } = error;
  return {
    facts: {
      id,
      content: row.content,
      failedAtMs: nowMs,
      error: stored,
      ...withheld(row, error),
    },
    events: [messageFailed(row, { error: stored, atMs: nowMs })],
  };
}
