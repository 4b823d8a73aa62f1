import { AppError } from "#core/errors";
import { TOKEN_SCOPES } from "#core/number/doctor";
import type { GraphNumber } from "#core/whatsapp/graph-number";
import type { MetaApp } from "#platform/meta/app";
import type { GraphClient, GraphReply, TokenFacts } from "#platform/meta/graph";
import { graphFailure } from "#platform/meta/graph-failure";

/** Meta's word for a wrong PIN. */
export const WRONG_PIN = 133005;

/** A number as Meta described it. */
export interface VerifiedNumber extends GraphNumber {
  /** When the token ends, Unix ms; null when it does not, or Meta was not asked. */
  readonly tokenExpiresAt: number | null;
}

/**
 * Have Meta confirm a number: it exists, belongs to the account, and the token may use it. What changes something comes last: a
 * number that is not registered is, with its PIN, and our app is subscribed.
 *
 * @param app The app that the token must be of; null when that is not asked.
 * @throws AppError `number_rejected` when Meta does not confirm it, `meta_error` when Meta cannot be asked.
 */
export async function verifyCloudNumber(
  graph: GraphClient,
  app: MetaApp | null,
  input: {
    readonly waba_id: string;
    readonly phone_number_id: string;
    readonly access_token: string;
    readonly pin?: string | undefined;
  },
): Promise<VerifiedNumber> {
  const number = await verifyNumberToken(graph, app, input);
  const siblings = valueOf(await graph.listWabaNumbers(input.waba_id));
  if (!siblings.includes(input.phone_number_id))
    throw rejected("/phone_number_id", "The account does not hold this number.");
  const ready = await registered(graph, number, input.pin ?? null);
  valueOf(await graph.subscribeApp(input.waba_id));
  return ready;
}

/** What a token was granted. */
export interface Grant {
  /** The accounts that it may manage. */
  readonly wabaIds: readonly string[];
  /** When it ends, Unix ms; null when it does not. */
  readonly tokenExpiresAt: number | null;
}

/** Have Meta tell what a token of an app was granted. @throws AppError as `verifyCloudNumber`. */
export async function verifyGrant(
  graph: GraphClient,
  app: MetaApp,
  accessToken: string,
): Promise<Grant> {
  const { wabaIds, expiresAtMs } = await inspected(graph, app, accessToken);
  return { wabaIds: [...new Set(wabaIds)], tokenExpiresAt: expiresAtMs };
}

/** Ids of an account's numbers. @throws AppError as `verifyCloudNumber`. */
export const grantedNumbers = async (
  graph: GraphClient,
  wabaId: string,
): Promise<readonly string[]> => valueOf(await graph.listWabaNumbers(wabaId));

/**
 * Have Meta confirm a number of an account that was granted: it is registered with the PIN if it was not, and our app is
 * subscribed to the account.
 *
 * @returns The number, and whether it has this PIN for certain.
 * @throws AppError as `verifyCloudNumber`.
 */
export async function verifyGrantedNumber(
  graph: GraphClient,
  place: { readonly phoneNumberId: string; readonly wabaId: string },
  pin: string,
): Promise<{ readonly number: GraphNumber; readonly hasPin: boolean }> {
  const before = await confirmed(graph, place.phoneNumberId);
  const number = await registered(graph, before, pin);
  valueOf(await graph.subscribeApp(place.wabaId));
  return { number, hasPin: number !== before };
}

/** Have Meta confirm that a token may use a number. @throws AppError as `verifyCloudNumber`. */
export async function verifyNumberToken(
  graph: GraphClient,
  app: MetaApp | null,
  input: { readonly phone_number_id: string; readonly access_token: string },
): Promise<VerifiedNumber> {
  const number = await confirmed(graph, input.phone_number_id);
  return { ...number, tokenExpiresAt: await verifyApp(graph, app, input.access_token) };
}

/**
 * Have Meta confirm that a stored number may send. One that is not registered any more is, with the PIN it was connected with.
 *
 * @param pin Null when none is known.
 * @throws AppError as `verifyCloudNumber`.
 */
export async function verifyMaySend(
  graph: GraphClient,
  { phoneNumberId }: { readonly phoneNumberId: string },
  pin: string | null,
): Promise<void> {
  const number = await registered(graph, await confirmed(graph, phoneNumberId), pin);
  if (number.standing === "restricted")
    throw new AppError("number_rejected", "Meta still restricts the number: see its account.");
}

async function confirmed(graph: GraphClient, phoneNumberId: string): Promise<GraphNumber> {
  const number = valueOf(await graph.getNumber(phoneNumberId));
  if (number.id !== phoneNumberId || number.standing === "lost")
    throw rejected("/phone_number_id", "Meta does not let this number be used.");
  return number;
}

/** The number, registered if it was not. */
async function registered<T extends GraphNumber>(
  graph: GraphClient,
  number: T,
  pin: string | null,
): Promise<T> {
  if (number.standing !== "unregistered") return number;
  if (number.isSharedWithApp)
    throw rejected("/phone_number_id", "The number is offline: open the WhatsApp Business app.");
  if (pin === null)
    throw rejected(
      "/pin",
      "The number is not registered for the Cloud API: connect it with its two-step verification PIN.",
    );
  const reply = await graph.registerNumber(number.id, pin);
  if (reply.type === "refused" && reply.error.code === WRONG_PIN)
    throw rejected("/pin", "Meta does not accept this PIN for the number.");
  valueOf(reply);
  return { ...number, standing: "usable" };
}

/**
 * When the token ends. Webhooks are signed by the app of the token, so a token of another app would connect a number that never
 * answers.
 */
async function verifyApp(
  graph: GraphClient,
  app: MetaApp | null,
  accessToken: string,
): Promise<number | null> {
  return app === null ? null : (await inspected(graph, app, accessToken)).expiresAtMs;
}

/** A token of the app with every permission that is needed. */
async function inspected(
  graph: GraphClient,
  app: MetaApp,
  accessToken: string,
): Promise<TokenFacts> {
  const facts = valueOf(await graph.debugToken(accessToken, app));
  if (!facts.isValid) throw rejected("/access_token", "The token is expired or was revoked.");
  if (facts.appId !== null && facts.appId !== app.appId)
    throw rejected("/access_token", "The token belongs to another Meta app.");
  const missing = TOKEN_SCOPES.filter((scope) => !facts.scopes.includes(scope));
  if (facts.scopes.length > 0 && missing.length > 0)
    throw rejected("/access_token", `The token lacks ${missing.join(" and ")}.`);
  return facts;
}

function valueOf<T>(reply: GraphReply<T>): T {
  if (reply.type === "ok") return reply.value;
  throw graphFailure(reply, "number_rejected");
}

const rejected = (pointer: string, detail: string): AppError =>
  new AppError("number_rejected", detail, {
    errors: [{ pointer, code: "number_rejected", message: detail }],
  });
