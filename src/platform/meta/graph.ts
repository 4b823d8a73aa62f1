import { z } from "zod";

import { waIdOf } from "#core/whatsapp/envelope-person";
import type { GraphError } from "#core/whatsapp/graph-error";
import {
  GRAPH_NUMBER_FIELDS,
  parseGraphNumber,
  type GraphNumber,
} from "#core/whatsapp/graph-number";
import type { numbers } from "#db/tenant/schema";
import { configOf } from "#platform/config";
import type { TenantContext, WorkspaceContext } from "#platform/context";
import { readPaging, readSuccess, type Call } from "#platform/meta/answers";
import { appToken, type MetaApp } from "#platform/meta/app";
import { callGraph, type GraphReply, type GraphTransport } from "#platform/meta/call";
import { graphMedia, type GraphMedia } from "#platform/meta/graph-media";
import { graphTemplates, type GraphTemplates } from "#platform/meta/graph-templates";
import { registerNumber } from "#platform/meta/registration";
import { open } from "#platform/secrets/envelope";

export type { GraphError } from "#core/whatsapp/graph-error";
export type { GraphReply } from "#platform/meta/call";
export type { CreatedTemplate } from "#platform/meta/graph-templates";

/** How a send ended. `unknown` means that Meta may have taken it: nobody sends it again on a guess. */
export type SendReply =
  | {
      readonly type: "accepted";
      readonly wamid: string;
      /** Meta's id of the recipient's account, when it gave one; may differ from the number that was sent to. */
      readonly waId: string | null;
      /** The business-scoped user id, when it gave one. */
      readonly userId: string | null;
      /** Meta holds the message back until it has judged the template. */
      readonly held: boolean;
    }
  | { readonly type: "refused"; readonly error: GraphError }
  | { readonly type: "unknown"; readonly reason: string };

export interface TokenFacts {
  readonly appId: string | null;
  readonly isValid: boolean;
  readonly scopes: readonly string[];
  /** The accounts that it may manage, as it was granted them; empty when it is not bound to any. */
  readonly wabaIds: readonly string[];
  /** When it, or its right to the business's data, ends, Unix ms; null when neither does. */
  readonly expiresAtMs: number | null;
}

/** Meta's Graph API for one business number. No method retries. */
export interface GraphClient extends GraphMedia, GraphTemplates {
  /** Post a message. The body goes out as it is given. */
  sendMessage(body: object): Promise<SendReply>;
  /** Post a read receipt, made by `receiptBody`. Repeating it is harmless. */
  markRead(body: object): Promise<GraphReply<true>>;
  getNumber(phoneNumberId: string): Promise<GraphReply<GraphNumber>>;
  /** Ids of the numbers of a WhatsApp Business Account, all pages. */
  listWabaNumbers(wabaId: string): Promise<GraphReply<readonly string[]>>;
  /** Register a number for the Cloud API. The PIN is set when it has none, and must be its own otherwise. */
  registerNumber(phoneNumberId: string, pin: string): Promise<GraphReply<true>>;
  /** Have the account's webhooks sent to our app. Repeating it is harmless. */
  subscribeApp(wabaId: string): Promise<GraphReply<true>>;
  /** Have them sent to our app no more. Repeating it is harmless. */
  unsubscribeApp(wabaId: string): Promise<GraphReply<true>>;
  /** What a token is good for, asked with the app's own token. */
  debugToken(inputToken: string, app: MetaApp): Promise<GraphReply<TokenFacts>>;
}

/** The part of a number's row that decides where its Graph API is. */
export type GraphNumberRow = Pick<
  typeof numbers.$inferSelect,
  "id" | "kind" | "phoneNumberId" | "tokenSealed"
>;

/** Where the token of a number is sealed. */
export const tokenSealedAt = (ctx: TenantContext, numberId: GraphNumberRow["id"]) => ({
  tenantId: ctx.tenant.id,
  table: "numbers",
  column: "token_sealed",
  row: numberId,
});

/** Where the PIN of a number is sealed. */
export const pinSealedAt = (ctx: TenantContext, numberId: GraphNumberRow["id"]) => ({
  ...tokenSealedAt(ctx, numberId),
  column: "pin_sealed",
});

/** The Graph API of a stored number, with its opened token. @throws AppError `internal` when the token cannot be opened. */
export async function graphOf(ctx: TenantContext, number: GraphNumberRow): Promise<GraphClient> {
  const accessToken = await openToken(ctx, number);
  return graphWith(ctx, { kind: number.kind, phoneNumberId: number.phoneNumberId, accessToken });
}

/** Calls of a stored number's Graph API, with its opened token. @throws AppError `internal` when it cannot be opened. */
export async function callsOf(ctx: TenantContext, number: GraphNumberRow): Promise<Call> {
  const accessToken = await openToken(ctx, number);
  return callWith(ctx, { kind: number.kind, accessToken });
}

/** The opened token of a number; empty when it has none. @throws AppError `internal` when it cannot be opened. */
export const openToken = async (ctx: TenantContext, number: GraphNumberRow): Promise<string> =>
  number.tokenSealed === null
    ? ""
    : open(ctx.env, tokenSealedAt(ctx, number.id), number.tokenSealed);

/** Somebody waits for it who needs no answer. */
const UNSUBSCRIBE_TIMEOUT_MS = 5_000;

/** What decides where calls go. */
type Caller = Pick<WorkspaceContext, "env" | "sandbox">;

/** Calls with a token that is not stored (yet). */
export function callWith(
  ctx: Caller,
  { kind, accessToken }: { readonly kind: GraphNumberRow["kind"]; readonly accessToken: string },
): Call {
  const transport = transportOf(ctx, kind);
  return (request, read) => callGraph(transport, { token: accessToken, ...request }, read);
}

/** The Graph API with a token that is not stored (yet): to prove a number before it is kept. */
export function graphWith(
  ctx: Caller,
  number: Pick<GraphNumberRow, "kind" | "phoneNumberId"> & { readonly accessToken: string },
): GraphClient {
  const call = callWith(ctx, number);
  return {
    ...graphTemplates(call),
    ...graphMedia(call, { ...number, transport: transportOf(ctx, number.kind) }),
    sendMessage: (body) => sendMessage(call, number.phoneNumberId, body),
    markRead: (body) =>
      call({ method: "POST", path: `/${number.phoneNumberId}/messages`, body }, readSuccess),
    getNumber: (id) =>
      call(
        { method: "GET", path: `/${id}?fields=${GRAPH_NUMBER_FIELDS.join(",")}` },
        parseGraphNumber,
      ),
    listWabaNumbers: (wabaId) => listWabaNumbers(call, wabaId),
    registerNumber: (id, pin) => registerNumber(call, id, pin),
    subscribeApp: (wabaId) =>
      call({ method: "POST", path: `/${wabaId}/subscribed_apps` }, readSuccess),
    unsubscribeApp: (wabaId) =>
      call(
        {
          method: "DELETE",
          path: `/${wabaId}/subscribed_apps`,
          timeoutMs: UNSUBSCRIBE_TIMEOUT_MS,
        },
        readSuccess,
      ),
    debugToken: (inputToken, app) => debugToken(call, inputToken, app),
  };
}

/** The one place that knows whether Meta or the sandbox answers. */
function transportOf(ctx: Caller, kind: GraphNumberRow["kind"]): GraphTransport {
  const { metaGraphUrl, metaGraphVersion } = configOf(ctx.env);
  return kind === "sandbox"
    ? {
        base: `https://graph.sandbox/${metaGraphVersion}`,
        fetch: (url, init) => ctx.sandbox.fetch(url, init),
      }
    : {
        base: `${metaGraphUrl}/${metaGraphVersion}`,
        fetch: (url, init) => fetch(url, init),
      };
}

/** What a token is good for, asked with the app's own token. */
export const debugToken = (
  call: Call,
  inputToken: string,
  app: MetaApp,
): Promise<GraphReply<TokenFacts>> =>
  call(
    {
      method: "GET",
      path: `/debug_token?input_token=${encodeURIComponent(inputToken)}`,
      token: appToken(app),
    },
    readTokenFacts,
  );

const Sent = z.object({
  contacts: z
    .array(z.object({ wa_id: z.string().nullish(), user_id: z.string().nullish() }))
    .nullish(),
  messages: z.tuple(
    [z.object({ id: z.string().min(1), message_status: z.string().nullish() })],
    z.unknown(),
  ),
});

async function sendMessage(call: Call, phoneNumberId: string, body: object): Promise<SendReply> {
  const reply = await call({ method: "POST", path: `/${phoneNumberId}/messages`, body }, (json) => {
    const parsed = Sent.safeParse(json);
    return parsed.success ? parsed.data : undefined;
  });
  if (reply.type !== "ok") return reply;
  const [message] = reply.value.messages;
  const contact = reply.value.contacts?.[0];
  const waId = contact?.wa_id ?? null;
  return {
    type: "accepted",
    wamid: message.id,
    waId: waIdOf(waId),
    userId: contact?.user_id ?? null,
    held: message.message_status === "held_for_quality_assessment",
  };
}

/** A WABA holds at most a few dozen numbers; the bound only ends a loop that Meta would never end. */
const PAGES_MAX = 20;

async function listWabaNumbers(call: Call, wabaId: string): Promise<GraphReply<readonly string[]>> {
  const ids: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ fields: "id", limit: "100", ...(after && { after }) });
    const reply = await call(
      { method: "GET", path: `/${wabaId}/phone_numbers?${query.toString()}` },
      (json) => readPaging(json, z.object({ id: z.string() })),
    );
    if (reply.type !== "ok") return reply;
    ids.push(...reply.value.data.map((number) => number.id));
    after = reply.value.after ?? undefined;
    if (after === undefined) break;
  }
  return { type: "ok", value: ids };
}

function readTokenFacts(json: unknown): TokenFacts | undefined {
  const parsed = z
    .object({
      data: z.object({
        is_valid: z.boolean(),
        app_id: z.string().nullish(),
        scopes: z.array(z.string()).nullish(),
        granular_scopes: z
          .array(z.object({ scope: z.string(), target_ids: z.array(z.string()).nullish() }))
          .nullish(),
        expires_at: z.number().nullish(),
        data_access_expires_at: z.number().nullish(),
      }),
    })
    .safeParse(json);
  if (!parsed.success) return undefined;
  const { is_valid, app_id, scopes, granular_scopes, expires_at, data_access_expires_at } =
    parsed.data.data;
  // Meta writes 0 for what never ends.
  const ends = [expires_at, data_access_expires_at].filter(
    (seconds) => seconds != null && seconds > 0,
  );
  return {
    isValid: is_valid,
    appId: app_id ?? null,
    scopes: scopes ?? [],
    wabaIds: (granular_scopes ?? []).flatMap(({ scope, target_ids }) =>
      scope === "whatsapp_business_management" ? (target_ids ?? []) : [],
    ),
    expiresAtMs: ends.length === 0 ? null : Math.min(...ends.map(Number)) * 1000,
  };
}
