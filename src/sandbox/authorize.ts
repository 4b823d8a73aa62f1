/** Whose call it is, and what they may see. */
import { unknownObject } from "#sandbox/graph-answer";
import { refused, type GraphContext } from "#sandbox/graph-context";
import type { World } from "#sandbox/world";

/** The access token of a call as Meta takes it: in the header, or else in the query; empty when there is none. */
export const tokenIn = (request: Request): string =>
  /^(?:Bearer|OAuth) (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ??
  new URL(request.url).searchParams.get("access_token") ??
  "";

/**
 * Refuse a call without a good token. The platform's is good for every object of the portfolio, an owner's for the number, its
 * account and what belongs to them.
 */
export function authorize(world: World, c: GraphContext): Response | undefined {
  const { owner, token, traceId } = c.var;
  const id = c.req.param("id") ?? "";
  if (owner === null)
    return world.numbers.isToken(token)
      ? undefined
      : refused(c, { code: 190, details: "The access token is missing, malformed or revoked." });
  const holder = holderOf(world, id);
  return holder === undefined || holder === owner
    ? undefined
    : unknownObject(c.req.method, id, traceId);
}

/** The number that an object belongs to, by its `phone_number_id`; undefined when there is no such object. */
function holderOf({ numbers, media, templates, clock }: World, id: string): string | undefined {
  const waba = templates.find(id)?.waba_id ?? id;
  return (
    numbers.find(id)?.phone_number_id ??
    numbers.ofWaba(waba)?.phone_number_id ??
    media.find(id, clock.nowMs())?.phone_number_id
  );
}
