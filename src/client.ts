/**
 * The typed client of our own API, for the console, scripts and tests. It asks `fetch` alone, so it runs in a browser, in
 * node and in a Worker; what it knows of the API are types.
 */
import type { Hono } from "hono";
import { hc, type PickResponseByStatusCode } from "hono/client";

import type {
  accountRoutes,
  myWorkspaceRoutes,
  recoveryRoutes,
  secondStepRoutes,
  securityRoutes,
  signInRoutes,
} from "#features/accounts/index";
import type { alertRoutes, myAlertRoutes } from "#features/alerts/index";
import type { analyticsRoutes } from "#features/analytics/index";
import type { apiKeyRoutes } from "#features/api-keys/index";
import type { assignmentRoutes } from "#features/assignment/index";
import type { auditRoutes } from "#features/audit/index";
import type {
  automationRoutes,
  automationToolRoutes,
  hookRoutes,
  runRoutes,
  triggerRoutes,
} from "#features/automations/index";
import type { campaignRoutes } from "#features/campaigns/index";
import type { closingRoutes } from "#features/closing/index";
import type { consentRequestRoutes } from "#features/consent-requests/index";
import type { consentRoutes, proofRoutes } from "#features/consent/index";
import type { contactNoteRoutes, contactRoutes, tagRoutes } from "#features/contacts/index";
import type { conversationRoutes, noteRoutes } from "#features/conversations/index";
import type { aiRoutes, draftRoutes } from "#features/drafts/index";
import type { eventRoutes, eventTypeRoutes } from "#features/events/index";
import type { exportRoutes } from "#features/exports/index";
import type { fieldRoutes } from "#features/fields/index";
import type { hoursRoutes } from "#features/hours/index";
import type { importRoutes } from "#features/imports/index";
import type { inboundRoutes } from "#features/inbound/index";
import type { invitationRoutes } from "#features/invitations/index";
import type { mediaRoutes, profilePictureRoutes } from "#features/media/index";
import type { memberRoutes } from "#features/members/index";
import type { messageRoutes } from "#features/messages/index";
import type { metaAppRoutes } from "#features/meta-apps/index";
import type {
  numberGraphRoutes,
  numberHealthRoutes,
  numberKeywordRoutes,
  numberProfileRoutes,
  numberRegistrationRoutes,
  numberRoutes,
  numberSignupRoutes,
} from "#features/numbers/index";
import type { optInLinkRoutes } from "#features/opt-in-links/index";
import type { privacyMapRoutes, privacyRoutes } from "#features/privacy/index";
import type { quickReplyRoutes } from "#features/quick-replies/index";
import type { retentionRoutes } from "#features/retention/index";
import type {
  sandboxMetaRoutes,
  sandboxRoutes,
  sandboxSignupRoutes,
} from "#features/sandbox/index";
import type { searchRoutes } from "#features/search/index";
import type { segmentRoutes } from "#features/segments/index";
import type { suppressionRoutes } from "#features/suppressions/index";
import type { moreTemplateRoutes, templateRoutes } from "#features/templates/index";
import type { timelineRoutes } from "#features/timeline/index";
import type { webhookDeliveryRoutes, webhookRoutes } from "#features/webhooks/index";
import type { workspaceRoutes } from "#features/workspace/index";
import type { Problem } from "#platform/http/problem-schema";
import type { siteRoutes } from "#platform/http/site";

export { parseResponse } from "hono/client";

/** Where and as whom to call. */
export interface ClientOptions {
  /** The deployment's address, e.g. `https://waqtor.example`. */
  readonly url: string;
  /** An access token or an API key; without one only sign-up, sign-in and the site can be called. */
  readonly token?: string;
  /** Calls in the place of the global `fetch`, e.g. a Worker under test. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** An answer that is no success. The message tells the call and what was wrong with it in one line. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** The problem document as it came; undefined when something else than the API answered. */
  readonly problem: Problem | undefined;

  constructor(call: string, status: number, problem: Problem | undefined) {
    super(`${call}: ${status} ${problem === undefined ? "without a problem" : words(problem)}`);
    this.status = status;
    this.problem = problem;
  }
}

/** What a slice answers when all goes well: whatever else is answered is thrown. */
// oxlint-disable-next-line typescript/no-explicit-any -- what `hc` itself asks of an app
type Of<Routes extends Hono<any, any, any>> = ReturnType<
  typeof hc<PickResponseByStatusCode<Routes, 200 | 201 | 202 | 204>>
>;

/** Slice by slice: the type of the whole app is longer than what a declaration file may hold. */
type V1 = Of<typeof accountRoutes> &
  Of<typeof recoveryRoutes> &
  Of<typeof securityRoutes> &
  Of<typeof secondStepRoutes> &
  Of<typeof myWorkspaceRoutes> &
  Of<typeof aiRoutes> &
  Of<typeof alertRoutes> &
  Of<typeof myAlertRoutes> &
  Of<typeof analyticsRoutes> &
  Of<typeof apiKeyRoutes> &
  Of<typeof auditRoutes> &
  Of<typeof automationRoutes> &
  Of<typeof automationToolRoutes> &
  Of<typeof campaignRoutes> &
  Of<typeof consentRoutes> &
  Of<typeof consentRequestRoutes> &
  Of<typeof privacyMapRoutes> &
  Of<typeof privacyRoutes> &
  Of<typeof proofRoutes> &
  Of<typeof optInLinkRoutes> &
  Of<typeof suppressionRoutes> &
  Of<typeof contactRoutes> &
  Of<typeof conversationRoutes> &
  Of<typeof draftRoutes> &
  Of<typeof eventRoutes> &
  Of<typeof eventTypeRoutes> &
  Of<typeof hookRoutes> &
  Of<typeof exportRoutes> &
  Of<typeof hoursRoutes> &
  Of<typeof importRoutes> &
  Of<typeof inboundRoutes> &
  Of<typeof invitationRoutes> &
  Of<typeof mediaRoutes> &
  Of<typeof memberRoutes> &
  Of<typeof messageRoutes> &
  Of<typeof metaAppRoutes> &
  Of<typeof noteRoutes> &
  Of<typeof numberGraphRoutes> &
  Of<typeof numberHealthRoutes> &
  Of<typeof numberKeywordRoutes> &
  Of<typeof numberProfileRoutes> &
  Of<typeof numberRegistrationRoutes> &
  Of<typeof numberRoutes> &
  Of<typeof numberSignupRoutes> &
  Of<typeof profilePictureRoutes> &
  Of<typeof runRoutes> &
  Of<typeof sandboxMetaRoutes> &
  Of<typeof sandboxRoutes> &
  Of<typeof sandboxSignupRoutes> &
  Of<typeof searchRoutes> &
  Of<typeof assignmentRoutes> &
  Of<typeof quickReplyRoutes> &
  Of<typeof segmentRoutes> &
  Of<typeof timelineRoutes> &
  Of<typeof tagRoutes> &
  Of<typeof contactNoteRoutes> &
  Of<typeof fieldRoutes> &
  Of<typeof retentionRoutes> &
  Of<typeof signInRoutes> &
  Of<typeof moreTemplateRoutes> &
  Of<typeof templateRoutes> &
  Of<typeof webhookDeliveryRoutes> &
  Of<typeof webhookRoutes> &
  Of<typeof triggerRoutes> &
  Of<typeof closingRoutes> &
  Of<typeof workspaceRoutes>;

/** The paths of the API, with what may be sent to each and what it answers. */
export type Api = Of<ReturnType<typeof siteRoutes>> & { readonly v1: V1 };

/**
 * A client whose members are the paths of the API: `parseResponse` reads the answer, and without it the answer is a typed
 * response, whose headers tell `ETag`. A path parameter goes into the path as it is, so what may hold `/`, `?` or `#` must be
 * percent-encoded. A call that changes something has an `Idempotency-Key` of its own; to make it again, choose the key.
 *
 * @throws ApiError When the answer is no success; what `fetch` throws when there is none.
 * @example
 * const { v1 } = newClient({ url: "https://waqtor.example", token });
 * const number = await parseResponse(v1.numbers[":id"].$get({ param: { id } }));
 * await v1.numbers.$post({ json: { kind: "sandbox" } }, { headers: { "Idempotency-Key": "counter" } });
 */
export function newClient({ url: base, token, fetch: send = fetch }: ClientOptions): Api {
  const client = hc(base, {
    ...(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } }),
    fetch: async (target: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const url = target instanceof Request ? target.url : String(target);
      const response = await send(url, { ...init, headers: withKey(init) });
      if (response.ok) return response;
      const call = `${init.method} ${new URL(url).pathname}`;
      throw new ApiError(call, response.status, await problemOf(response));
    },
  });
  // Safe: the client is one proxy, whatever app its type was made from.
  return client as unknown as Api;
}

function withKey({ method, headers: given }: RequestInit): Headers {
  const headers = new Headers(given);
  if (method !== "GET" && !headers.has("idempotency-key"))
    headers.set("idempotency-key", crypto.randomUUID());
  return headers;
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  return isProblem ? await response.json<Problem>() : undefined;
}

function words({ code, detail, errors = [] }: Problem): string {
  const faults = errors.map(({ pointer, message }) => `${pointer} ${message}`);
  return [`${code}: ${detail}`, ...faults].join(" · ");
}
