import { AppError, notFound } from "#core/errors";
import { parseGraphToken } from "#core/graph-token";
import { standingOf } from "#core/tenant/standing";
import { graphBody } from "#features/sandbox/graph-body";
import {
  BODY_TOO_LARGE,
  FAILED,
  INVALID_TOKEN,
  refuseAsGraph,
  SUSPENDED,
  TOO_MANY_CALLS,
  type GraphRefusal,
} from "#features/sandbox/graph-refusal";
import { configOf } from "#platform/config";
import type { SandboxStub } from "#platform/context";
import { sha256Hex } from "#platform/hash";
import { describeError, log } from "#platform/log";
import { bindWorkspace, loadTenant } from "#platform/tenancy";

/** What the sandbox may know of a call. */
const HEADERS = ["authorization", "content-type", "file_offset", "range"] as const;

/**
 * Serve the Graph API of a sandbox to whoever holds the token of one of its numbers. The token names its workspace, and its
 * sandbox alone judges whether it is good. What is wrong is told in Meta's words.
 *
 * @throws AppError `not_found` when the deployment has no sandbox.
 */
export async function serveGraph(env: Env, request: Request, requestId: string): Promise<Response> {
  if (!configOf(env).hasSandbox) throw notFound();
  try {
    const found = await sandboxOf(env, request, requestId);
    return "refusal" in found
      ? refuseAsGraph(found.refusal, requestId)
      : await forward(found.sandbox, request, configOf(env).publicUrl);
  } catch (error) {
    if (error instanceof AppError && error.code === "body_too_large")
      return refuseAsGraph(BODY_TOO_LARGE, requestId);
    log("error", "graph.failed", describeError(error));
    return refuseAsGraph(FAILED, requestId);
  }
}

async function sandboxOf(
  env: Env,
  request: Request,
  requestId: string,
): Promise<{ readonly sandbox: SandboxStub } | { readonly refusal: GraphRefusal }> {
  const token = tokenIn(request);
  const parsed = parseGraphToken(token);
  if (parsed === undefined) return { refusal: INVALID_TOKEN };
  const { success } = await env.API_LIMIT.limit({ key: `graph|${await sha256Hex(token)}` });
  if (!success) return { refusal: TOO_MANY_CALLS };
  const tenant = await loadTenant(env, `ws_${parsed.idSuffix}`);
  if (tenant === undefined) return { refusal: INVALID_TOKEN };
  if (standingOf(tenant, Date.now()) !== "active") return { refusal: SUSPENDED };
  const actor = { kind: "job", id: "sandbox.graph" } as const;
  const origin = { requestId, ip: null, userAgent: null };
  return { sandbox: bindWorkspace(env, tenant, { actor, origin }).sandbox };
}

/** As Meta takes it: in the header, or else in the query. */
const tokenIn = (request: Request): string =>
  /^(?:Bearer|OAuth) +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ??
  new URL(request.url).searchParams.get("access_token") ??
  "";

/** The sandbox sees the call under the deployment's own address, so that the links which it answers can be followed. */
async function forward(
  sandbox: SandboxStub,
  request: Request,
  publicUrl: string,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = HEADERS.flatMap((name): [string, string][] => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const { body, isTooLarge } = await graphBody(request);
  try {
    const url = `${publicUrl}${pathname}${search}`;
    const answer = await sandbox.fetch(url, { method: request.method, headers, body });
    return new Response(answer.body, answer);
  } catch (error) {
    if (isTooLarge()) throw new AppError("body_too_large", "A file is too large.");
    throw error;
  }
}
