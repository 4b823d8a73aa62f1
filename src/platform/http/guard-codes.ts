import type { ProblemCode } from "#core/errors";

/** An operation, as far as the guards before its handler tell operations apart. */
export interface GuardedOperation {
  /** In lower case. */
  readonly method: string;
  readonly path: string;
  readonly isSecured: boolean;
  readonly takesBody: boolean;
}

const UNSAFE_METHODS: ReadonlySet<string> = new Set(["post", "put", "patch", "delete"]);

/** Whether calls of the method change something. */
const isUnsafe = (method: string): boolean => UNSAFE_METHODS.has(method);

/** `sizeGuard`. */
const ANY: readonly ProblemCode[] = ["uri_too_long", "headers_too_large"];
/** `acceptGuard`, `refuseKeyInUrl` and `queryGuard`; `unavailable` is whatever needs a configuration that is wrong. */
const API: readonly ProblemCode[] = [
  "duplicate_parameter",
  "unknown_parameter",
  "key_in_url",
  "not_acceptable",
  "internal",
  "unavailable",
];
/** `bodyLimit` and `jsonBody`; a call that takes no body refuses one that holds anything. */
const UNSAFE: readonly ProblemCode[] = [
  "malformed_json",
  "body_not_object",
  "too_deep",
  "too_many_keys",
  "forbidden_key",
  "invalid_utf8",
  "invalid_unicode",
  "invalid_request",
  "out_of_range",
  "body_too_large",
  "unsupported_media_type",
];
/** `authenticate` and `rateLimit`. */
const SECURED: readonly ProblemCode[] = [
  "unauthenticated",
  "invalid_token",
  "workspace_suspended",
  "workspace_closing",
  "rate_limited",
];
/** Routes of the control plane; `openDatabase` stands before all others. A test asks each without a database. */
const CONTROL_PLANE =
  /^\/v1\/(?:auth|me(?!\/mentions)|workspaces?|api-keys|scopes|event-types|invitations|members|meta-apps)(?:\/|$)/;
/** `idempotent`. */
const REPEATABLE: readonly ProblemCode[] = [
  "invalid_idempotency_key",
  "idempotency_in_progress",
  "idempotency_mismatch",
  "erased",
];

/**
 * What the guards before the handler can answer. `describeApi` adds it to every operation, so that a route's contract tells its
 * own refusals alone.
 */
export function guardCodes(operation: GuardedOperation): readonly ProblemCode[] {
  if (!operation.path.startsWith("/v1/")) return ANY;
  const unsafe = isUnsafe(operation.method);
  return [
    ...API,
    ...ANY,
    ...(unsafe ? UNSAFE : []),
    ...(operation.takesBody ? (["body_required"] as const) : []),
    ...(operation.isSecured ? SECURED : []),
    ...(CONTROL_PLANE.test(operation.path) ? [] : (["capacity_exhausted"] as const)),
    ...(operation.isSecured && unsafe ? REPEATABLE : []),
  ];
}
