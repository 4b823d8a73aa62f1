import { createMiddleware } from "hono/factory";

import { AppError } from "#core/errors";
import type { AppEnv } from "#platform/http/router";
import { numbersOf } from "#platform/number-access";

/**
 * Operations that a credential with some numbers may call. Their verbs ask `number-access` for whatever is a number's, or show
 * nothing that is one. Every other operation is about all numbers at once, and so is a new one until it stands here.
 */
const OPEN: readonly RegExp[] = [
  // People, accounts and the workspace.
  /^\S+ \/v1\/(?:auth|me|workspaces?|api-keys|scopes|event-types|invitations|members)(?:\/|$)/,
  /^\S+ \/v1\/(?:contacts|tags|fields|segments|suppressions|consents|imports)(?:\/|$)/,
  // What is written with, of an account or of nobody.
  /^\S+ \/v1\/(?:templates|template-library|drafts|ai|quick-replies|business-hours|assignment-rules)(?:\/|$)/,
  /^GET \/v1\/privacy\/(?:data-map|processors|controls)$/,
  /^GET \/v1\/sandbox\/recipients$/,
  // What is a number's.
  /^GET \/v1\/numbers$/,
  /^\S+ \/v1\/(?:sandbox\/)?numbers\/\{id\}(?:\/|$)/,
  /^\S+ \/v1\/(?:conversations|messages|media|campaigns|events|search|inbound-changes)(?:\/|$)/,
];

/** Whether a credential with some numbers may call an operation, e.g. `GET /v1/conversations/{id}`. */
export const isOpenToSome = (pattern: string): boolean => OPEN.some((open) => open.test(pattern));

/**
 * Lets a credential with some numbers call only what knows of it. Stands behind `authenticate`.
 *
 * @throws AppError `missing_scope`.
 */
export const numberGate = createMiddleware<AppEnv>(async (c, next) => {
  if (numbersOf(c.var.caller) !== null && !isOpenToSome(c.var.operation.pattern))
    throw new AppError(
      "missing_scope",
      "This credential is limited to some numbers, and the call is about all of them.",
    );
  await next();
});
