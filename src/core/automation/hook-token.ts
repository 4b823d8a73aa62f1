import { checkedKey } from "#core/checked-key";

/** The token of a trigger URL: `wqh_<id>_<secret><checksum>`; the id is the workspace's. */
export const { format: formatHookToken, parse: parseHookToken } = checkedKey("wqh");
