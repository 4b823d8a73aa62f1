import { formatGraphToken } from "#core/graph-token";
import type { GraphAccess } from "#features/numbers/schemas-graph";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";

/** A graph token as it is shown once, and the only form in which the sandbox keeps it. */
export interface GraphToken {
  readonly token: string;
  /** SHA-256, hex. */
  readonly tokenHash: string;
}

/** A new token for a sandbox number of this workspace. It is of no use before the sandbox knows its hash. */
export async function newGraphToken({
  tenant,
}: Pick<ScopedContext, "tenant">): Promise<GraphToken> {
  const entropy = crypto.getRandomValues(new Uint8Array(32));
  const token = formatGraphToken(tenant.id.slice("ws_".length), entropy);
  return { token, tokenHash: await sha256Hex(token) };
}

/** Where the Graph API of sandbox numbers is served, and a number's token; null when it is not shown (again). */
export const graphAccess = (
  { env }: Pick<ScopedContext, "env">,
  token: string | null,
): GraphAccess => ({ url: `${configOf(env).publicUrl}/graph`, token });
