import { OpenAPIHono } from "@hono/zod-openapi";

import type { Actor, TenantContext, WorkspaceContext } from "#platform/context";
import type { Operation } from "#platform/http/operation";
import { rejectInvalid } from "#platform/http/reject-invalid";

export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Set by `findOperation`. */
    operation: Operation;
    /** The body as it came; set by `bodyLimit` under `/v1`. */
    rawBody: Uint8Array<ArrayBuffer>;
    /** Set by `authenticate`; present on every secured route. */
    caller: WorkspaceContext;
    /** Set by `authenticate`: look again whether the credential is good; undefined when it is not. For answers that go on. */
    proveAgain: () => Promise<Actor | undefined>;
    /** Set by `openDatabase`: the caller with the workspace's database; present on every route behind it. */
    ctx: TenantContext;
  };
}

/** The only way a router is made: every one rejects bad input with the same problem document. */
export function newRouter() {
  return new OpenAPIHono<AppEnv>({ defaultHook: rejectInvalid });
}
