/** What Meta gives for the secret of an app. */
import { z } from "zod";

import type { GraphError } from "#core/whatsapp/graph-error";
import type { Call } from "#platform/meta/answers";
import { appToken, type MetaApp } from "#platform/meta/app";
import type { GraphReply } from "#platform/meta/call";

const PROOF_TIMEOUT_MS = 5_000;

/** Meta's words for a secret that is not the app's, and for an app that is none. Source: Graph API, "Handle errors". */
const NO_SECRET: readonly number[] = [1, 101];

/** Whether Meta refused because the secret is not the app's. */
export const isNoSecretOf = ({ code, isTransient }: GraphError): boolean =>
  !isTransient && NO_SECRET.includes(code);

const readToken = (json: unknown): string | undefined => {
  const parsed = z.object({ access_token: z.string().min(1) }).safeParse(json);
  return parsed.success ? parsed.data.access_token : undefined;
};

const tokenPath = (app: MetaApp, more: Readonly<Record<string, string>>): string => {
  const query = { client_id: app.appId, client_secret: app.secret, ...more };
  return `/oauth/access_token?${new URLSearchParams(query).toString()}`;
};

/** Ask for the app's own token: Meta gives it to whoever knows the secret. */
export const proveApp = (call: Call, app: MetaApp): Promise<GraphReply<string>> =>
  call(
    {
      method: "GET",
      path: tokenPath(app, { grant_type: "client_credentials" }),
      token: appToken(app),
      timeoutMs: PROOF_TIMEOUT_MS,
    },
    readToken,
  );

/** Exchange the code of an Embedded Signup for the business's token. A code is good once, for 30 seconds. */
export const exchangeCode = (call: Call, app: MetaApp, code: string): Promise<GraphReply<string>> =>
  call({ method: "GET", path: tokenPath(app, { code }), token: appToken(app) }, readToken);
