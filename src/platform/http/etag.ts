/**
 * Optimistic concurrency by RFC 9110 §8.8.3 and §13.1.1: `etagOf(row.version)` goes into the answer's `ETag` header, and a
 * verb that changes the resource calls `requireIfMatch` or `checkIfMatch` with the caller's `If-Match` header.
 */
import { z } from "@hono/zod-openapi";

import { AppError } from "#core/errors";
import { sha256Hex } from "#platform/hash";

/**
 * A strong entity tag of a resource.
 *
 * @param version Something that changes with every change of the resource: a counter, or `updated_at` in Unix ms.
 */
export const etagOf = (version: number | string): string => `"${version}"`;

/** A strong entity tag of what an answer says, for resources that count no versions. */
export const contentEtag = async (view: object): Promise<string> =>
  etagOf((await sha256Hex(JSON.stringify(view))).slice(0, 32));

/** Digits of the hash that an answer's tag ends with. */
export const HASH_DIGITS = 16;
const OF_CONTENT = new RegExp(`\\.[0-9a-f]{${HASH_DIGITS}}"$`);

/** The tag of the version alone, of an answer's tag: see `not-modified`. */
export const versionOf = (etag: string): string => etag.replace(OF_CONTENT, '"');

/** The tags that a conditional header names. A weak one counts like a strong one. */
export const etagsOf = (header: string): readonly string[] =>
  header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));

/** The answer's header as a route's contract tells it. */
export const ETAG_HEADER = z.object({
  ETag: z.string().openapi({
    description: "The version, for `If-Match` and `If-None-Match`.",
    example: '"7.9f86d081884c7d65"',
  }),
});

const ifMatch = z.string().optional();
const IF_MATCH_EXAMPLE = '"7.9f86d081884c7d65"';

/** Request headers of a route that calls `checkIfMatch`; it reads `c.req.valid("header")["If-Match"]`. */
export const IF_MATCH = z.object({
  "If-Match": ifMatch.openapi({
    description: "The `ETag` of the version to change. Left out: whichever stands now.",
    example: IF_MATCH_EXAMPLE,
  }),
});

/** Request headers of a route that calls `requireIfMatch`: the schema lets a call without it pass, the verb answers 428. */
export const IF_MATCH_REQUIRED = z.object({
  "If-Match": ifMatch.openapi({
    description: "The `ETag` of the version that was read and is changed now.",
    example: IF_MATCH_EXAMPLE,
    param: { required: true },
  }),
});

/**
 * For resources that two people edit at once: the caller must say which version it saw.
 *
 * @param ifMatch The `If-Match` header as it came.
 * @param etag    The resource's tag now.
 * @throws AppError `precondition_required` (428) without the header, `precondition_failed` (412) when it names another version.
 */
export function requireIfMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined)
    throw new AppError(
      "precondition_required",
      "Send `If-Match` with the ETag of the version that you changed.",
    );
  checkIfMatch(ifMatch, etag);
}

/**
 * For resources where `If-Match` is optional: checked only when it is given. A weak tag (`W/`) counts like a strong one,
 * because a proxy that compresses an answer weakens its tag, and ours names a version, not bytes. What the tag says of the content does not count.
 *
 * @throws AppError `precondition_failed` (412) when the header names another version.
 */
export function checkIfMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === "*") return;
  const tags = etagsOf(ifMatch);
  if (!tags.includes(etag) && !tags.map(versionOf).includes(etag))
    throw new AppError("precondition_failed", "The resource has changed since you read it.", {
      headers: { etag },
    });
}
