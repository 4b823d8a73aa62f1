/** The templates of an account: to list, make, edit, unpause and delete. */
import type { Hono } from "hono";

import { editTemplate, unpauseTemplate } from "#sandbox/edit-template";
import { unknownObject } from "#sandbox/graph-answer";
import {
  answerPicked,
  readObject,
  refused,
  withWaba,
  type GraphContext,
  type GraphEnv,
} from "#sandbox/graph-context";
import type { Checked } from "#sandbox/result";
import { submitTemplate } from "#sandbox/template-desk";
import type { Template } from "#sandbox/templates";
import { TEMPLATE_DEFAULTS, templateView } from "#sandbox/views";
import type { World } from "#sandbox/world";

/** A `POST /{id}` of anything else than a template goes on to the routes behind these. */
export function templateRoutes(api: Hono<GraphEnv>, world: World): void {
  api.post("/:version/:id/message_templates", (c) => createTemplate(world, c));
  api.get("/:version/:id/message_templates", (c) => listTemplates(world, c));
  api.delete("/:version/:id/message_templates", (c) => deleteTemplates(world, c));
  api.post("/:version/:id/unpause", (c) =>
    withTemplate(world, c, (template) => unpauseTemplate(world, template)),
  );
  api.post("/:version/:id", async (c, next) => {
    if (world.templates.find(c.req.param("id")) === undefined) return next();
    const body = await readObject(c);
    return withTemplate(world, c, (template) => editTemplate(world, template, body ?? {}));
  });
}

function withTemplate(
  world: World,
  c: GraphContext,
  act: (template: Template) => Checked<null>,
): Response {
  const id = c.req.param("id") ?? "";
  const template = world.templates.find(id);
  if (template === undefined) return unknownObject("post", id, c.var.traceId);
  const done = act(template);
  return done.ok ? c.json({ success: true }) : refused(c, done.refusal);
}

async function createTemplate(world: World, c: GraphContext): Promise<Response> {
  const body = await readObject(c);
  return withWaba(world, c, (_number, wabaId) => {
    if (body === null) return refused(c, { code: 100, details: "The body must be a JSON object." });
    const submitted = submitTemplate(world, wabaId, body);
    if (!submitted.ok) return refused(c, submitted.refusal);
    const { id, category } = submitted.value;
    return c.json({ id, status: "PENDING", category });
  });
}

function listTemplates(world: World, c: GraphContext): Response | Promise<Response> {
  return withWaba(world, c, (_number, wabaId) => {
    const nowMs = world.clock.nowMs();
    const { name, status, language, category } = c.req.query();
    const found = world.templates
      .ofWaba(wabaId)
      .map((template) => templateView(template, nowMs))
      .filter(
        (view) =>
          (name === undefined || String(view["name"]).includes(name)) &&
          (status === undefined || view["status"] === status) &&
          (language === undefined || view["language"] === language) &&
          (category === undefined || view["category"] === category),
      );
    return answerPicked(c, found, TEMPLATE_DEFAULTS);
  });
}

function deleteTemplates(world: World, c: GraphContext): Response | Promise<Response> {
  return withWaba(world, c, (_number, wabaId) => {
    const { name, hsm_id: id, hsm_ids: ids } = c.req.query();
    const all = world.templates.ofWaba(wabaId);
    const listed = new Set<string>(ids?.match(/\d+/g));
    const doomed = all.filter((template) =>
      ids === undefined
        ? template.name === name && (id === undefined || template.id === id)
        : listed.has(template.id),
    );
    if (doomed.length === 0)
      return refused(c, { code: 100, details: "No template of this name can be deleted." });
    world.templates.delete(doomed);
    return c.json({ success: true });
  });
}
