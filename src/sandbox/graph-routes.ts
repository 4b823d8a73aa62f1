import { Hono } from "hono";
import { getPath } from "hono/utils/url";

import { appRoutes } from "#sandbox/app-routes";
import { authorize, tokenIn } from "#sandbox/authorize";
import { answerFaulty } from "#sandbox/faulty-call";
import { unknownObject, unknownPath } from "#sandbox/graph-answer";
import {
  answerChecked,
  answerOne,
  answerPicked,
  ConnectionLost,
  readObject,
  refused,
  withNumber,
  withWaba,
  type GraphContext,
  type GraphEnv,
} from "#sandbox/graph-context";
import { manageRoutes } from "#sandbox/manage-routes";
import {
  deleteMedium,
  describeMedium,
  DOWNLOAD_PATH,
  downloadMedium,
  isOwner,
  uploadMedium,
} from "#sandbox/media-desk";
import { changePin } from "#sandbox/number-settings";
import { isObject, type JsonObject } from "#sandbox/result";
import { drawHex } from "#sandbox/rng";
import { sendMessage } from "#sandbox/send-message";
import { templateRoutes } from "#sandbox/template-routes";
import type { Template } from "#sandbox/templates";
import { uploadRoutes } from "#sandbox/upload-routes";
import {
  NUMBER_DEFAULTS,
  TEMPLATE_DEFAULTS,
  WABA_DEFAULTS,
  numberView,
  templateView,
  wabaView,
} from "#sandbox/views";
import type { World } from "#sandbox/world";

/** What stands in front of the paths of whoever calls from outside. */
const OUTSIDE = /^\/graph(?=\/)/;
/** The version of a call that names none. */
const NEWEST = "v26.0";

/** The Graph API of one sandbox. `settle` resolves when everything written so far is durable. */
export function graphApi(world: World, settle: () => Promise<void>): Hono<GraphEnv> {
  const api = new Hono<GraphEnv>({ getPath: versionedPath });
  let traces = 0;
  api.onError((error) => {
    throw error;
  });
  api.notFound((c) => unknownPath(c.req.path, c.get("traceId") ?? ""));
  api.get(DOWNLOAD_PATH, (c) => downloadMedium(world, c.req.raw));
  api.use("/:version/*", async (c, next) => {
    traces += 1;
    c.set(
      "traceId",
      `A${drawHex(world.faults.seed, 12, "trace", traces)}_${drawHex(world.faults.seed, 9, "trace-tail", traces)}`,
    );
    if (!/^v\d+\.\d+$/.test(c.req.param("version"))) return unknownPath(c.req.path, c.var.traceId);
    const token = tokenIn(c.req.raw);
    c.set("token", token);
    c.set("owner", world.numbers.isToken(token) ? null : await world.owners.numberOf(token));
    return next();
  });
  appRoutes(api, world);
  api.use("/:version/:id/*", async (c, next) => authorize(world, c) ?? next());
  api.use("/:version/:id", async (c, next) => authorize(world, c) ?? next());

  api.post("/:version/:id/messages", (c) => postMessage(world, c, settle));
  api.post("/:version/:id/media", (c) =>
    answerFaulty(world, c, "media_upload", { answer: () => postMedia(world, c), settle }),
  );
  manageRoutes(api, world);
  api.get("/:version/:id/phone_numbers", (c) =>
    withWaba(world, c, (number) => answerPicked(c, [numberView(number, world)], NUMBER_DEFAULTS)),
  );
  templateRoutes(api, world);
  uploadRoutes(api, world);
  api.get("/:version/:id", (c) => getObject(world, c, settle));
  api.post("/:version/:id", (c) => changeNumber(world, c));
  api.delete("/:version/:id", (c) =>
    deleteMedium(world, c.req.param("id"), {
      phoneNumberId: c.req.query("phone_number_id"),
      traceId: c.var.traceId,
    }),
  );
  return api;
}

/**
 * The path as the routes know it: of a call from outside without `/graph`, and with a version, which Meta lets be left out.
 */
function versionedPath(request: Request): string {
  const path = getPath(request)
    .replace(OUTSIDE, "")
    .replace(/(?<=[^/])\/$/, "");
  return /^\/(?:\d|upload:|debug_token)/.test(path) ? `/${NEWEST}${path}` : path;
}

async function postMessage(
  world: World,
  c: GraphContext,
  settle: () => Promise<void>,
): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const number = world.numbers.find(id);
  if (number === undefined) return unknownObject("post", id, c.var.traceId);
  const body = await readObject(c);
  if (body === null) return refused(c, { code: 100, details: "The body must be a JSON object." });
  if (body["status"] === "read") return markRead(world, c, body);
  const sender = c.var.owner === null ? "platform" : "owner";
  const answer = sendMessage(world, number, body, sender);
  if (answer.kind === "refused") return refused(c, answer.refusal);
  if (answer.afterMs > 0) await scheduler.wait(answer.afterMs);
  if (answer.loss === "none") return Response.json(answer.body);
  await settle();
  if (answer.loss === "broken") return loseConnection(c);
  return new Response(null, { status: 502 });
}

/** The platform's call fails; whoever calls from outside sees the answer break off. */
function loseConnection(c: GraphContext): Response {
  const lost = new ConnectionLost("The connection was lost.");
  if (c.var.owner === null) throw lost;
  return new Response(new ReadableStream({ pull: (controller) => controller.error(lost) }));
}

function postMedia(world: World, c: GraphContext): Response | Promise<Response> {
  const id = c.req.param("id") ?? "";
  const number = world.numbers.find(id);
  return number === undefined
    ? unknownObject("post", id, c.var.traceId)
    : uploadMedium(world, number, c.req.raw, c.var.traceId);
}

/** A read receipt, with or without a typing indicator. */
function markRead(world: World, c: GraphContext, body: JsonObject): Response {
  if (body["messaging_product"] !== "whatsapp")
    return refused(c, { code: 100, details: "The parameter messaging_product is required." });
  const id = body["message_id"];
  if (typeof id !== "string")
    return refused(c, { code: 131008, details: "message_id is required." });
  if (world.heard.find(c.req.param("id") ?? "", id) === undefined)
    return refused(c, { code: 131009, details: "message_id is not the id of a message." });
  const typing = body["typing_indicator"];
  if (typing !== undefined && !(isObject(typing) && typing["type"] === "text"))
    return refused(c, { code: 131009, details: "typing_indicator.type must be text." });
  return c.json({ success: true });
}

/** A number takes another PIN. Templates were asked before. */
async function changeNumber(world: World, c: GraphContext): Promise<Response> {
  const body = (await readObject(c)) ?? {};
  return withNumber(world, c, (number) => answerChecked(c, changePin(world, number, body)));
}

function getObject(
  world: World,
  c: GraphContext,
  settle: () => Promise<void>,
): Response | Promise<Response> {
  const id = c.req.param("id") ?? "";
  const { businessId } = world.numbers;
  const number = world.numbers.find(id);
  if (number !== undefined) return answerOne(c, numberView(number, world), NUMBER_DEFAULTS);
  const waba = world.numbers.ofWaba(id);
  if (waba !== undefined) return answerOne(c, wabaView(waba, businessId), WABA_DEFAULTS);
  const medium = world.media.find(id, world.clock.nowMs());
  if (medium !== undefined && isOwner(medium, c.req.query("phone_number_id")))
    return answerFaulty(world, c, "media_address", {
      answer: () => describeMedium(world, medium, baseOf(c.req.url)),
      settle,
    });
  const template: Template | undefined = world.templates.find(id);
  if (template === undefined) return unknownObject("get", id, c.var.traceId);
  return answerOne(c, templateView(template, world.clock.nowMs()), TEMPLATE_DEFAULTS);
}

/** What stands in front of the API's paths, as whoever called named it. */
const baseOf = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return `${origin}${OUTSIDE.exec(pathname)?.[0] ?? ""}`;
};
