import { configOf } from "#platform/config";

/** A Meta app: whose webhooks come to us, and whose tokens may be inspected. */
export interface MetaApp {
  readonly appId: string;
  /** The current one. */
  readonly secret: string;
}

/** The app by which the sandbox stands in for Meta. */
const SANDBOX_APP_ID = "0";

/** The deployment's own app for a kind of number; null when its id is not configured. */
export function deploymentApp(env: Env, kind: "cloud" | "sandbox"): MetaApp | null {
  const { metaAppId, metaAppSecrets } = configOf(env);
  const appId = kind === "sandbox" ? SANDBOX_APP_ID : metaAppId;
  return appId === null ? null : { appId, secret: metaAppSecrets[0] };
}

/** Meta's form of an app's own token. */
export const appToken = ({ appId, secret }: MetaApp): string => `${appId}|${secret}`;
