import { checkedKey } from "#core/checked-key";

/** An API key of a workspace: `wq_<id>_<secret><checksum>`; the id is the key's. */
export const { format: formatApiKey, parse: parseApiKey } = checkedKey("wq");
