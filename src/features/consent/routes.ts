import { createRoute } from "@hono/zod-openapi";

import { decideHold } from "#features/consent/decide-hold";
import { getOptOutLink } from "#features/consent/get-opt-out-link";
import { listContactConsents } from "#features/consent/list-contact-consents";
import { readConsentFeed } from "#features/consent/read-consent-feed";
import { ConsentFeed, ConsentPage, HoldBody, HoldView } from "#features/consent/schemas";
import { OptOutLinkQuery, OptOutLinkView } from "#features/consent/schemas-opt-out";
import { BY_SELECTOR, ContactParams } from "#platform/http/contact-params";
import { json, refusals } from "#platform/http/contract";
import { FeedQuery, PageQuery } from "#platform/http/cursor";
import { newRouter } from "#platform/http/router";

const secured = { tags: ["Consent"], security: [{ bearer: [] }] };

const list = createRoute({
  ...secured,
  method: "get",
  path: "/contacts/{contact}/consents",
  operationId: "listContactConsents",
  summary: "List a contact's acts of consent",
  description: "Newest first. Requires `consents:read`.",
  request: { params: ContactParams, query: PageQuery },
  responses: {
    200: { description: "A page of the ledger's rows", ...json(ConsentPage) },
    ...refusals(...BY_SELECTOR, "out_of_range", "invalid_cursor", "unknown_parameter"),
  },
});

const hold = createRoute({
  ...secured,
  method: "post",
  path: "/contacts/{contact}/consents/hold",
  operationId: "decideConsentHold",
  summary: "Decide on what may be a refusal",
  description:
    "A person who writes that they want no more advertising, in the middle of something else, is sent no marketing until somebody has read it: `marketing_hold` of the contact. Requires `consents:write`.",
  request: { params: ContactParams, body: { required: true, ...json(HoldBody) } },
  responses: {
    200: { description: "What was decided", ...json(HoldView) },
    ...refusals(...BY_SELECTOR, "invalid_request", "invalid_state", "unavailable"),
  },
});

const optOutLink = createRoute({
  ...secured,
  method: "get",
  path: "/contacts/{contact}/opt-out-link",
  operationId: "getOptOutLink",
  summary: "Get a contact's opt-out link",
  description:
    "A page by which the person withdraws marketing without an account. To open it changes nothing; it works while a number is paused, too. Requires `consents:read`.",
  request: { params: ContactParams, query: OptOutLinkQuery },
  responses: {
    200: { description: "The link", ...json(OptOutLinkView) },
    ...refusals(...BY_SELECTOR, "out_of_range", "unknown_parameter"),
  },
});

const feed = createRoute({
  ...secured,
  method: "get",
  path: "/consents",
  operationId: "readConsentFeed",
  summary: "Read the consent ledger",
  description: "Oldest first, everything after a sequence number. Requires `consents:read`.",
  request: { query: FeedQuery },
  responses: {
    200: { description: "A part of the ledger", ...json(ConsentFeed) },
    ...refusals("out_of_range", "unknown_parameter"),
  },
});

export const consentRoutes = newRouter()
  .openapi(list, async (c) =>
    c.json(
      await listContactConsents(c.var.ctx, c.req.valid("param").contact, c.req.valid("query")),
      200,
    ),
  )
  .openapi(hold, async (c) =>
    c.json(await decideHold(c.var.ctx, c.req.valid("param").contact, c.req.valid("json")), 200),
  )
  .openapi(optOutLink, async (c) =>
    c.json(await getOptOutLink(c.var.ctx, c.req.valid("param").contact, c.req.valid("query")), 200),
  )
  .openapi(feed, async (c) => c.json(await readConsentFeed(c.var.ctx, c.req.valid("query")), 200));
