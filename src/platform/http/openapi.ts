import type { OpenAPIHono } from "@hono/zod-openapi";

import { PROBLEMS } from "#core/errors";
import { completeOperation, type DocumentedOperation } from "#platform/http/complete-operation";
import type { Exampled } from "#platform/http/example-of";
import type { AppEnv } from "#platform/http/router";
import { shareResponses } from "#platform/http/share-responses";
import { VERSION } from "#platform/version";

const DESCRIPTION = `WaQtor is a WhatsApp platform on Meta's official Cloud API.

**Credential.** Send \`Authorization: Bearer <access token or API key>\`. The workspace follows from the credential alone.

**Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\`, the fields at fault in \`errors\`, and the
\`request_id\` to quote, which \`X-Request-Id\` carries in every answer. \`retryable\` tells whether the same call may succeed later.
Each operation names the codes that it can answer, for programs in \`x-codes\`; the table below tells what they mean. A method that a
path does not know is \`method_not_allowed\`.

**Repeating a call.** Send \`Idempotency-Key\` with any call that changes something. The same key with the same body answers
what the first call answered, with \`Idempotent-Replayed: true\` and without secrets, for 24 hours or more; with another body
it is \`idempotency_mismatch\`.

**Replicas.** Where a deployment reads from replicas, a call that wrote answers \`X-D1-Bookmark\`. Send the newest with your reads: they
then see what you wrote. Elsewhere there is none, and one that is sent does nothing.

**Lists** take \`limit\` and \`after\`; pass \`next_cursor\` as \`after\` for the next page. A cursor belongs to one workspace,
list and set of filters. A filtered page may be short while \`has_more\` is true.

**What goes away** is marked \`deprecated\`. Answers to who still uses it tell since when and until when (\`Deprecation\`, \`Sunset\`), and
link to what to use in its place; nothing goes before its day.

**Bodies** are JSON objects in UTF-8 of at most 1 MiB, 32 levels and 10,000 members. Unknown members are refused; of a
repeated member the last one counts. Instants are RFC 3339 in UTC. Answers may gain members.

| status | code | meaning |
|---|---|---|
${Object.entries(PROBLEMS)
  .map(([code, { status, title }]) => `| ${status} | \`${code}\` | ${title} |`)
  .join("\n")}`;

/** One line for each tag that operations use, in the order of the reference. */
const TAGS: Readonly<Record<string, string>> = {
  Accounts: "Sign up, sign in, sessions, and who you are.",
  "API keys": "Credentials of programs, each with its own scopes.",
  Team: "Invite people into the workspace.",
  Numbers: "The WhatsApp numbers of the workspace.",
  Contacts: "People, known by phone, WhatsApp id, user id or your own id.",
  "Imports and exports": "Files of contacts that come in, and everything that goes out as a file.",
  Consent: "Who agreed to what, when, and in which words.",
  Privacy: "What people ask for of their data, what the platform keeps, and for how long.",
  Templates: "Message templates and their review by Meta.",
  "AI drafts": "Templates drafted by a model that sees a brief and nothing else.",
  Messages: "Send messages and see what became of them.",
  Media: "Files to send, and those that came with messages.",
  Campaigns: "One template to many people, throttled to what Meta allows.",
  Automations:
    "Rules and flows that answer by themselves, their runs, and when the business is open.",
  Inbox: "Conversations with customers, and what Meta sent, as it came.",
  Events: "Everything that happened, in order.",
  Alerts: "What wants a person, and who is told of it by e-mail.",
  Analytics: "What happened, counted by day, and how long people waited.",
  Webhooks: "Events posted to URLs of your own, signed.",
  Audit: "Who did what, when and from where, sealed so that nobody can change it unseen.",
  Sandbox: "Meta in the box: numbers, people and faults for tests.",
  Workspace: "The workspace itself and its settings.",
  Platform: "Whether the deployment is well, and which version it is.",
};

/** The contract as OpenAPI 3.1, from the same schemas that validate. */
export function describeApi(app: OpenAPIHono<AppEnv>, publicUrl: string) {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "WaQtor", version: VERSION, description: DESCRIPTION },
    servers: [{ url: publicUrl, description: "This deployment" }],
    security: [],
  });
  // Safe: the generator wrote these schemas, and only what `Exampled` names is read from them.
  const schemas = (document.components?.schemas ?? {}) as Readonly<Record<string, Exampled>>;
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    // Safe: these members of a path item are operations, which OpenAPI names by method.
    Object.entries(item as Record<string, DocumentedOperation>).map(([method, operation]) => {
      completeOperation(operation, { method, path }, schemas);
      return operation;
    }),
  );
  return {
    ...document,
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    components: {
      ...document.components,
      responses: shareResponses(operations),
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
