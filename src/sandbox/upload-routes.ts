/** Meta's resumable upload: begin, send, ask how far it is. */
import type { Hono } from "hono";

import { unknownObject } from "#sandbox/graph-answer";
import { refused, type GraphContext, type GraphEnv } from "#sandbox/graph-context";
import type { World } from "#sandbox/world";

export function uploadRoutes(api: Hono<GraphEnv>, world: World): void {
  api.post(`/:version/${world.app.id}/uploads`, (c) => {
    const begun = world.uploads.begin(c.req.query("file_type"), Number(c.req.query("file_length")));
    return begun.ok ? c.json({ id: begun.value }) : refused(c, begun.refusal);
  });
  api.post("/:version/:id{upload:.+}", (c) => take(world, c));
  api.get("/:version/:id{upload:.+}", (c) => {
    const upload = world.uploads.find(c.req.param("id"));
    return upload === undefined
      ? unknownObject("get", c.req.param("id"), c.var.traceId)
      : c.json({ id: upload.id, file_offset: upload.offset });
  });
}

async function take(world: World, c: GraphContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const upload = world.uploads.find(id);
  if (upload === undefined) return unknownObject("post", id, c.var.traceId);
  const taken = await world.uploads.take(
    upload,
    Number(c.req.header("file_offset") ?? 0),
    c.req.raw.body,
  );
  if (!taken.ok) return refused(c, taken.refusal);
  return c.json(
    taken.value === null ? { id, file_offset: world.uploads.find(id)?.offset } : { h: taken.value },
  );
}
