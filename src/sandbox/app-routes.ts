/** What is asked of the app and not of a number: with the app's own token, or with its secret. */
import type { Hono } from "hono";

import { refused, type GraphContext, type GraphEnv } from "#sandbox/graph-context";
import type { World } from "#sandbox/world";

const SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"] as const;

/** The fields that the sandbox's app is subscribed to: all that Meta documents for what the sandbox tells, and their like. */
const FIELDS = [
  "account_alerts",
  "account_review_update",
  "account_update",
  "business_capability_update",
  "calls",
  "message_template_components_update",
  "message_template_quality_update",
  "message_template_status_update",
  "messages",
  "phone_number_name_update",
  "phone_number_quality_update",
  "security",
  "template_category_update",
  "user_id_update",
  "user_preferences",
] as const;

/** Routes in front of those that want the token of a number. */
export function appRoutes(api: Hono<GraphEnv>, world: World): void {
  api.get("/:version/debug_token", (c) => debugToken(world, c));
  api.get("/:version/oauth/access_token", (c) => accessToken(world, c));
  api.get(`/:version/${world.app.id}/subscriptions`, (c) => subscriptions(world, c));
}

async function debugToken(world: World, c: GraphContext): Promise<Response> {
  if (c.var.token === "") return refused(c, { code: 190, details: "An access token is required." });
  const token = c.req.query("input_token") ?? "";
  const owned = world.numbers.find((await world.owners.numberOf(token)) ?? "");
  const wabaIds = owned === undefined ? world.numbers.wabaIdsOf(token) : [owned.waba_id];
  const valid = wabaIds.length > 0;
  const scopes = valid ? SCOPES : [];
  return c.json({
    data: {
      app_id: world.app.id,
      type: "SYSTEM_USER",
      application: "Sandbox",
      is_valid: valid,
      expires_at: 0,
      data_access_expires_at: 0,
      scopes,
      granular_scopes: scopes.map((scope) => ({
        scope,
        target_ids: wabaIds,
      })),
    },
  });
}

/** The app's own token, for its secret; or a business's token, for the code of an Embedded Signup. */
function accessToken(world: World, c: GraphContext): Response {
  const { client_id: id, client_secret: secret, grant_type: grant, code } = c.req.query();
  if (id !== world.app.id || !world.app.secrets.some((known) => known === secret))
    return refused(c, { code: 1, details: "Error validating client secret." });
  if (grant === "client_credentials")
    return c.json({ access_token: `${id}|${secret}`, token_type: "bearer" });
  const token = world.signups.redeem(code ?? "", world.clock.nowMs());
  return token === null
    ? refused(c, {
        code: 100,
        subcode: 36009,
        details: "This authorization code has been used, has expired, or is none.",
      })
    : c.json({ access_token: token, token_type: "bearer" });
}

function subscriptions(world: World, c: GraphContext): Response {
  const { id, secrets, callbackUrl } = world.app;
  if (!secrets.some((secret) => c.var.token === `${id}|${secret}`))
    return refused(c, { code: 190, details: "This needs the app's own token." });
  return c.json({
    data: [
      {
        object: "whatsapp_business_account",
        callback_url: callbackUrl,
        active: true,
        fields: FIELDS.map((name) => ({ name, version: c.req.param("version") })),
      },
    ],
  });
}
