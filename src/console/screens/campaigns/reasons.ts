/** Why people get nothing, as rows that add up. Pure. */
import type { AudienceCount } from "../../api/campaign-drafts.ts";

/** `reason` is the API's word, or `not_asked` and `withdrawn` in the place of `no_consent`. */
export interface Reason {
  readonly reason: string;
  readonly count: number;
}

/** Those of an audience who get nothing, by the reason, the most frequent first. */
export const reasonsOf = ({
  skipped,
  no_consent: split,
}: Pick<AudienceCount, "skipped" | "no_consent">): Reason[] =>
  splitReasons(
    Object.entries(skipped).map(([reason, count]) => ({ reason, count })),
    split,
  );

/** Who was never asked can be asked, who withdrew cannot: two reasons for one of the API. */
export function splitReasons(
  reasons: readonly Reason[],
  split: AudienceCount["no_consent"],
): Reason[] {
  return reasons
    .flatMap((one) =>
      one.reason === "no_consent"
        ? [
            { reason: "not_asked", count: split.not_asked },
            { reason: "withdrawn", count: split.withdrawn },
          ]
        : [one],
    )
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
}
