import { createRoute } from "@hono/zod-openapi";

import { requestConsent } from "#features/consent-requests/request-consent";
import { RecordConsentBody } from "#features/consent-requests/schemas";
import { ConsentView } from "#features/consent/index";
import { BY_SELECTOR, ContactParams } from "#platform/http/contact-params";
import { json, refusals } from "#platform/http/contract";
import { newRouter } from "#platform/http/router";

const record = createRoute({
  tags: ["Consent"],
  security: [{ bearer: [] }],
  method: "post",
  path: "/contacts/{contact}/consents",
  operationId: "recordConsent",
  summary: "Record an act of consent",
  description:
    "Appends to the ledger. After the person's own withdrawal only the person grants again: by a message with a start word, by an opt-in link, or by an opt-in that they confirm. A request with `confirm` is sent to them as a message with a button, which is no marketing; a tap on it grants. Requires `consents:write`, and `messages:send` with `confirm`.",
  request: {
    params: ContactParams,
    body: { required: true, ...json(RecordConsentBody) },
  },
  responses: {
    201: { description: "The ledger's new row", ...json(ConsentView) },
    ...refusals(
      ...BY_SELECTOR,
      "invalid_request",
      "out_of_range",
      "withdrawn_by_person",
      "window_closed",
      "recipient_suppressed",
      "recipient_is_sender",
      "phone_required",
      "template_not_sendable",
      "template_parameters",
      "purpose_mismatch",
      "number_paused",
      "number_needs_reauth",
      "unsupported_media",
      "unavailable",
    ),
  },
});

/** The act that a caller records, and the message by which a person is asked. */
export const consentRequestRoutes = newRouter().openapi(record, async (c) =>
  c.json(await requestConsent(c.var.ctx, c.req.valid("param").contact, c.req.valid("json")), 201),
);
