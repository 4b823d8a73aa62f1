import { z } from "@hono/zod-openapi";

import { idSchema } from "#core/id-schema";
import { exampleId, ID_PREFIXES, ID_SUFFIX, type Kind } from "#core/ids";

/** What a reader calls the thing that an id of the kind names. */
const NOUNS: Readonly<Record<Kind, string>> = {
  tenant: "workspace",
  user: "person",
  membership: "membership",
  session: "session",
  apiKey: "API key",
  invitation: "invitation",
  number: "number",
  contact: "contact",
  merge: "merge of contacts",
  segment: "segment",
  field: "field of contacts",
  consent: "act of consent",
  import: "import",
  export: "export",
  conversation: "conversation",
  message: "message",
  note: "note",
  quickReply: "quick reply",
  optInLink: "opt-in link",
  suppression: "suppression",
  privacyRequest: "request about a person's data",
  assignmentRule: "rule of assignment",
  media: "medium",
  template: "template",
  draft: "draft",
  aiCall: "asking of a model",
  campaign: "campaign",
  automation: "automation",
  alert: "alert",
  run: "run",
  trigger: "trigger",
  event: "event",
  webhook: "webhook",
  delivery: "attempt to deliver an event",
  audit: "audit entry",
  change: "change",
  quarantine: "quarantined webhook",
};

const told = (kind: Kind) => ({
  pattern: `^${ID_PREFIXES[kind]}_${ID_SUFFIX}$`,
  description: `Id of the ${NOUNS[kind]}.`,
});

/**
 * An id of a kind in an answer, or in a query that refuses any other text with `out_of_range`. Its type is `Id<K>`, so that
 * a view cannot show a contact's id where it promises a number's.
 */
export const idOf = <K extends Kind>(kind: K) =>
  idSchema(kind).openapi({ ...told(kind), example: exampleId(kind) });

/** An id of one of several kinds in an answer. */
export const idOfAny = <K extends Kind>(first: K, ...rest: readonly K[]) => {
  const kinds = [first, ...rest];
  return z.union([idSchema(first), ...rest.map((kind) => idSchema(kind))]).openapi({
    type: "string",
    pattern: kinds.map((kind) => told(kind).pattern).join("|"),
    description: `Id of the ${kinds.map((kind) => NOUNS[kind]).join(", or the ")}.`,
    example: exampleId(first),
  });
};

/**
 * An id that a caller names in a path or a body. Any text passes: the verb that looks it up answers a malformed id as it
 * answers an unknown one, with `not_found`. Callers read the same pattern and example as of {@link idOf}.
 */
export const givenId = (kind: Kind) =>
  z.string().openapi({ ...told(kind), example: exampleId(kind) });
