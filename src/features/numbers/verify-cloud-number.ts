import { AppError } from "#core/errors";
import type { GraphNumber } from "#core/whatsapp/graph-number";
import { configOf } from "#platform/config";
import type { GraphClient, GraphReply } from "#platform/meta/graph";
import { graphFailure } from "#platform/meta/graph-failure";

/** What a token must be allowed to do. */
const TOKEN_SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"];

/** Meta's words for a number that cannot be used at all. */
const LOST: ReadonlySet<string> = new Set(["BANNED", "DELETED", "MIGRATED"]);

/**
 * Have Meta confirm a number: it exists, belongs to the account, and the token may use it. Subscribing our app comes last,
 * because it is the only call that changes something.
 *
 * @throws AppError `number_rejected` when Meta does not confirm it, `meta_error` when Meta cannot be asked.
 */
export async function verifyCloudNumber(
  graph: GraphClient,
  env: Env,
  input: {
    readonly waba_id: string;
    readonly phone_number_id: string;
    readonly access_token: string;
  },
): Promise<GraphNumber> {
  const number = await verifyNumberToken(graph, env, input);
  const siblings = valueOf(await graph.listWabaNumbers(input.waba_id));
  if (!siblings.includes(input.phone_number_id))
    throw rejected("/phone_number_id", "The account does not hold this number.");
  valueOf(await graph.subscribeApp(input.waba_id));
  return number;
}

/** Have Meta confirm that a token may use a number. @throws AppError as `verifyCloudNumber`. */
export async function verifyNumberToken(
  graph: GraphClient,
  env: Env,
  input: { readonly phone_number_id: string; readonly access_token: string },
): Promise<GraphNumber> {
  const number = await confirmed(graph, input.phone_number_id);
  await verifyApp(graph, env, input.access_token);
  return number;
}

/** Have Meta confirm that a stored number may send again. @throws AppError as `verifyCloudNumber`. */
export async function verifyUnrestricted(
  graph: GraphClient,
  { phoneNumberId }: { readonly phoneNumberId: string },
): Promise<void> {
  const number = await confirmed(graph, phoneNumberId);
  if (isRestricted(number))
    throw new AppError("number_rejected", "Meta still restricts the number: see its account.");
}

/** Whether Meta takes nothing of the number for now. */
export const isRestricted = ({ status }: GraphNumber): boolean => status === "RESTRICTED";

async function confirmed(graph: GraphClient, phoneNumberId: string): Promise<GraphNumber> {
  const number = valueOf(await graph.getNumber(phoneNumberId));
  if (number.id !== phoneNumberId || LOST.has(number.status))
    throw rejected("/phone_number_id", "Meta does not let this number be used.");
  return number;
}

/** Webhooks are signed by the app of the token, so a token of another app would connect a number that never answers. */
async function verifyApp(graph: GraphClient, env: Env, accessToken: string): Promise<void> {
  const appId = configOf(env).metaAppId;
  if (appId === null) return;
  const facts = valueOf(await graph.debugToken(accessToken));
  if (!facts.isValid) throw rejected("/access_token", "The token is expired or was revoked.");
  if (facts.appId !== null && facts.appId !== appId)
    throw rejected("/access_token", "The token belongs to another Meta app.");
  const missing = TOKEN_SCOPES.filter((scope) => !facts.scopes.includes(scope));
  if (facts.scopes.length > 0 && missing.length > 0)
    throw rejected("/access_token", `The token lacks ${missing.join(" and ")}.`);
}

function valueOf<T>(reply: GraphReply<T>): T {
  if (reply.type === "ok") return reply.value;
  throw graphFailure(reply, "number_rejected");
}

const rejected = (pointer: string, detail: string): AppError =>
  new AppError("number_rejected", detail, {
    errors: [{ pointer, code: "number_rejected", message: detail }],
  });
