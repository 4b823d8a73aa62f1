import type { DocumentedOperation, DocumentedResponse } from "#platform/http/complete-operation";

/** Statuses that many operations answer alike, with the name of what most of them answer. */
const NAMES: Readonly<Record<string, string>> = {
  400: "BadRequest",
  401: "Unauthenticated",
  403: "Forbidden",
  404: "NotFound",
  406: "NotAcceptable",
  409: "Conflict",
  412: "PreconditionFailed",
  413: "BodyTooLarge",
  414: "UriTooLong",
  415: "UnsupportedMediaType",
  422: "Unprocessable",
  428: "PreconditionRequired",
  429: "RateLimited",
  431: "HeadersTooLarge",
  500: "Internal",
  503: "Unavailable",
};

/**
 * Tell once what most operations answer alike with a status, and let them refer to it: the document is much smaller.
 *
 * @returns The shared responses, for the document's components.
 */
export function shareResponses(
  operations: readonly DocumentedOperation[],
): Readonly<Record<string, DocumentedResponse>> {
  const shared: Record<string, DocumentedResponse> = {};
  for (const [status, name] of Object.entries(NAMES)) {
    const answering = operations.filter(({ responses }) => status in responses);
    const alike = Map.groupBy(answering, ({ responses }) => JSON.stringify(responses[status]));
    const [most = []] = [...alike.values()].toSorted((a, b) => b.length - a.length);
    const response = most[0]?.responses[status];
    if (response === undefined) continue;
    shared[name] = response;
    for (const { responses } of most)
      responses[status] = { $ref: `#/components/responses/${name}` };
  }
  return shared;
}
