import { checkedKey } from "#core/checked-key";

/**
 * The token by which a client library speaks to the sandbox number of a workspace: `wqg_<id>_<secret><checksum>`; the id is the
 * workspace's, so that a call finds its sandbox without a look-up of the token.
 */
export const { format: formatGraphToken, parse: parseGraphToken } = checkedKey("wqg");
