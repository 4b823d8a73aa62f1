import { fieldError } from "#core/errors";
import { messageText } from "#core/search/message-text";
import { excerptOf, searchQuery } from "#core/search/words";
import { listContacts } from "#features/contacts/index";
import { messageViews } from "#features/messages/index";
import { findBySearch, findMessagesById } from "#features/search/queries";
import { QUERY_LENGTH_MAX, type SearchQuery, type SearchResult } from "#features/search/schemas";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";
import { seesNumber } from "#platform/number-access";

type Asked = SearchQuery & { readonly q: string };

interface ResultPage {
  readonly data: SearchResult[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/**
 * What a text finds among messages, newest first, or among contacts.
 *
 * @throws AppError `query_required`, `query_too_long`, `invalid_cursor`; of contacts `missing_scope` too.
 */
export async function searchInbox(ctx: TenantContext, query: SearchQuery): Promise<ResultPage> {
  requireScope(ctx, "inbox:read");

  const { q = "" } = query;
  if (query.kind !== "contacts") await placeOf(ctx, { ...query, q });
  if (q.length > QUERY_LENGTH_MAX)
    throw fieldError("query_too_long", "q", `At most ${QUERY_LENGTH_MAX} characters.`);
  const words = searchQuery(q);
  if (words === null) throw fieldError("query_required", "q", "Give a letter or a digit.");
  const asked = { ...query, q };
  return query.kind === "contacts" ? amongContacts(ctx, asked) : amongMessages(ctx, asked, words);
}

const listOf = ({ q, conversation }: Asked) => ({ name: "search", filters: { q, conversation } });

/** The place in the list behind which a page begins; null for the first. @throws AppError `invalid_cursor`. */
async function placeOf(ctx: ScopedContext, asked: Asked): Promise<number | null> {
  if (asked.after === undefined) return null;
  const [before] = await decodeCursor(ctx, listOf(asked), asked.after);
  return before === undefined ? null : Number(before);
}

async function amongContacts(ctx: ScopedContext, { q, limit, after }: Asked): Promise<ResultPage> {
  const { data, ...rest } = await listContacts(ctx, { q, limit, after });
  const results = data.map((contact) => ({
    kind: "contact" as const,
    message: null,
    contact,
    conversation_id: null,
    excerpt: null,
  }));
  return { data: results, ...rest };
}

async function amongMessages(ctx: ScopedContext, asked: Asked, words: string): Promise<ResultPage> {
  const { conversation, limit } = asked;
  const list = listOf(asked);
  const found = await findBySearch(ctx.db, {
    query: words,
    conversation,
    before: await placeOf(ctx, asked),
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const rows = await findMessagesById(
    ctx.db,
    shown.map(({ messageId }) => messageId),
  );
  const views = await messageViews(
    ctx,
    rows.filter(({ numberId }) => seesNumber(ctx, numberId)),
  );
  const byId = new Map(views.map((view) => [view.id, view]));
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.flatMap(({ messageId }) => {
      const message = byId.get(messageId);
      return message === undefined
        ? []
        : [
            {
              kind: "message" as const,
              message,
              contact: null,
              conversation_id: message.conversation_id,
              excerpt: excerptOf(messageText(message.type, message.content), asked.q),
            },
          ];
    }),
    has_more: last !== undefined,
    next_cursor: last === undefined ? null : await encodeCursor(ctx, list, [last.place]),
  };
}
