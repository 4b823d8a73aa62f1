import { createRoute } from "@hono/zod-openapi";

import { ROLE_SCOPES, ROLES, SCOPES } from "#core/scopes";
import { createApiKey } from "#features/api-keys/create-api-key";
import { deleteApiKey } from "#features/api-keys/delete-api-key";
import { listApiKeys } from "#features/api-keys/list-api-keys";
import { rotateApiKey } from "#features/api-keys/rotate-api-key";
import {
  ApiKeyPage,
  ApiKeyParams,
  CreateApiKeyBody,
  NewApiKey,
  RotateApiKeyBody,
  ScopeList,
} from "#features/api-keys/schemas";
import { ANY_CREDENTIAL, json, refusals } from "#platform/http/contract";
import { PageQuery } from "#platform/http/cursor";
import { problems } from "#platform/http/problem-schema";
import { newRouter } from "#platform/http/router";

const secured = { tags: ["API keys"], security: [{ bearer: [] }] };

const create = createRoute({
  ...secured,
  method: "post",
  path: "/api-keys",
  operationId: "createApiKey",
  summary: "Create an API key",
  description: "The answer holds the key itself, once. Requires `keys:write`.",
  request: { body: { required: true, ...json(CreateApiKeyBody) } },
  responses: {
    201: { description: "The new key", ...json(NewApiKey) },
    ...refusals("invalid_request", "out_of_range", "not_found", "unknown_scope"),
  },
});

const list = createRoute({
  ...secured,
  method: "get",
  path: "/api-keys",
  operationId: "listApiKeys",
  summary: "List API keys",
  description: "Newest first, never with their secrets. Requires `keys:write`.",
  request: { query: PageQuery },
  responses: {
    200: { description: "A page of keys", ...json(ApiKeyPage) },
    ...refusals("out_of_range", "invalid_cursor", "unknown_parameter"),
  },
});

const rotate = createRoute({
  ...secured,
  method: "post",
  path: "/api-keys/{id}/rotate",
  operationId: "rotateApiKey",
  summary: "Replace the secret of an API key",
  description:
    "The old secret stops working, or does so after `overlap_seconds`: bring the new one to where it is used meanwhile. Requires `keys:write`, and every scope that the key has.",
  request: { params: ApiKeyParams, body: { required: false, ...json(RotateApiKeyBody) } },
  responses: {
    200: { description: "The key with its new secret", ...json(NewApiKey) },
    ...refusals("invalid_request", "out_of_range", "not_found", "invalid_state"),
  },
});

const remove = createRoute({
  ...secured,
  method: "delete",
  path: "/api-keys/{id}",
  operationId: "deleteApiKey",
  summary: "Delete an API key",
  description:
    "It works nowhere after 30 seconds. Requires `keys:write`, and every scope that the key has.",
  request: { params: ApiKeyParams },
  responses: {
    204: { description: "The key is gone" },
    ...refusals("not_found"),
  },
});

const scopes = createRoute({
  ...secured,
  method: "get",
  path: "/scopes",
  operationId: "listScopes",
  summary: "List the scopes",
  description: "Every scope there is, with the roles that hold it. Any credential may read it.",
  responses: {
    200: { description: "All scopes", ...json(ScopeList) },
    ...problems(...ANY_CREDENTIAL),
  },
});

const SCOPE_LIST: ScopeList = {
  data: SCOPES.map((scope) => ({
    scope,
    roles: ROLES.filter((role) => ROLE_SCOPES[role].includes(scope)),
  })),
};

export const apiKeyRoutes = newRouter()
  .openapi(create, async (c) => c.json(await createApiKey(c.var.caller, c.req.valid("json")), 201))
  .openapi(list, async (c) => c.json(await listApiKeys(c.var.caller, c.req.valid("query")), 200))
  .openapi(rotate, async (c) =>
    c.json(
      await rotateApiKey(c.var.caller, c.req.valid("param").id, c.req.valid("json") ?? {}),
      200,
    ),
  )
  .openapi(remove, async (c) => {
    await deleteApiKey(c.var.caller, c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(scopes, (c) => c.json(SCOPE_LIST, 200));
