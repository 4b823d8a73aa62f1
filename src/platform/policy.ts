import { policySha256 } from "#core/policy/text";
import { POLICY } from "#core/policy/version";
import { configOf, type Config } from "#platform/config";
import { IsolateCache } from "#platform/isolate-cache";

/** What somebody accepts who registers now. */
export interface AcceptedPolicy {
  /** Of the policy here, or the address of one that stands elsewhere. */
  readonly policyVersion: string;
  /** Hex; null for one that stands elsewhere, whose words nobody here knows. */
  readonly policySha256: string | null;
}

const hashes = new IsolateCache<string, string>({ entriesMax: 4 });

/** The policy that is shown to whoever registers. */
export function policyNow(env: Env): AcceptedPolicy {
  const { privacyUrl, publicUrl, supportEmail } = configOf(env);
  if (privacyUrl !== null) return { policyVersion: privacyUrl, policySha256: null };
  const key = `${publicUrl}\n${supportEmail}`;
  const sha256 = hashes.get(key) ?? policySha256({ publicUrl, supportEmail });
  hashes.set(key, sha256);
  return { policyVersion: POLICY.version, policySha256: sha256 };
}

/** Where the policy is read: here, unless the deployment names another address. */
export const policyUrl = ({ privacyUrl, publicUrl }: Pick<Config, "privacyUrl" | "publicUrl">) =>
  privacyUrl ?? `${publicUrl}/privacy`;
