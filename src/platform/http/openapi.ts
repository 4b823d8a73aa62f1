import type { OpenAPIHono } from "@hono/zod-openapi";

import type { AppEnv } from "#platform/http/router";
import { VERSION } from "#platform/version";

const DESCRIPTION = `WaQtor is a WhatsApp platform on Meta's official Cloud API.

**Credential.** Send \`Authorization: Bearer <access token or API key>\`. The workspace follows from the credential alone.

**Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\`, the fields at fault in \`errors\`, and the
\`request_id\` to quote. \`retryable\` tells whether the same call may succeed later.

**Repeating a call.** Send \`Idempotency-Key\` with any call that changes something. The same key with the same body answers
what the first call answered, with \`Idempotent-Replayed: true\`; with another body it is \`idempotency_mismatch\`.

**Lists** take \`limit\` and \`after\`; pass \`next_cursor\` as \`after\` for the next page. A cursor belongs to one workspace,
list and set of filters. A filtered page may be short while \`has_more\` is true.

**Bodies** are JSON objects in UTF-8 of at most 1 MiB, 32 levels and 10,000 members. Unknown members are refused; of a
repeated member the last one counts. Instants are RFC 3339 in UTC. Answers may gain members.`;

/** One line for each tag that operations use, in the order of the reference. */
const TAGS: Readonly<Record<string, string>> = {
  Accounts: "Sign up, sign in, sessions, and who you are.",
  "API keys": "Credentials of programs, each with its own scopes.",
  Numbers: "The WhatsApp numbers of the workspace.",
  Contacts: "People, known by phone, WhatsApp id, user id or your own id.",
  Consent: "Who agreed to what, when, and in which words.",
  Templates: "Message templates and their review by Meta.",
  Messages: "Send messages and see what became of them.",
  Campaigns: "One template to many people, throttled to what Meta allows.",
  Inbox: "Conversations with customers, and what Meta sent, as it came.",
  Events: "Everything that happened, in order.",
  Sandbox: "Meta in the box: numbers, people and faults for tests.",
  Workspace: "The workspace itself and its settings.",
  Platform: "Whether the deployment is well, and which version it is.",
};

/** An operation of the document, as far as it is completed here. */
interface DocumentedOperation {
  readonly security?: readonly object[];
  parameters?: object[];
}

const UNSAFE_METHODS = ["post", "put", "patch", "delete"];

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "1 to 255 visible ASCII characters that name this act. Required where the call cannot be repeated safely.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
  example: "order-7731-confirmation",
};

/** Say what is the same everywhere, so that no route has to. */
function complete(method: string, operation: DocumentedOperation): void {
  const { parameters = [], security = [] } = operation;
  if (UNSAFE_METHODS.includes(method) && security.length > 0)
    operation.parameters = [...parameters, IDEMPOTENCY_KEY];
}

/** The contract as OpenAPI 3.1, from the same schemas that validate. */
export function describeApi(app: OpenAPIHono<AppEnv>, publicUrl: string) {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "WaQtor", version: VERSION, description: DESCRIPTION },
    servers: [{ url: publicUrl, description: "This deployment" }],
    security: [],
  });
  const operations = Object.values(document.paths ?? {}).flatMap((item) =>
    // Safe: these members of a path item are operations, which OpenAPI names by method.
    Object.entries(item as Record<string, DocumentedOperation>),
  );
  for (const [method, operation] of operations) complete(method, operation);
  return {
    ...document,
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    components: {
      ...document.components,
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "An access token (10 minutes) or an API key (`wq_…`).",
        },
      },
    },
  };
}
