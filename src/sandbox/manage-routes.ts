/** What Graph lets be done with a number and its account besides sending and templates. */
import type { Hono } from "hono";

import { blockUsers, unblockUsers, type Blocking } from "#sandbox/block-users";
import { deleteFromContactBook } from "#sandbox/contact-book";
import {
  answerChecked,
  answerPage,
  missingProduct,
  readObject,
  withNumber,
  withWaba,
  type GraphContext,
  type GraphEnv,
} from "#sandbox/graph-context";
import { graphError } from "#sandbox/graph-errors";
import {
  deleteQrCode,
  listQrCodes,
  readProfile,
  writeAutomation,
  writeProfile,
  writeQrCode,
} from "#sandbox/manage-profile";
import { readSettings, writeSettings } from "#sandbox/number-settings";
import type { SandboxNumber } from "#sandbox/numbers";
import type { Checked, JsonObject } from "#sandbox/result";
import { deregister, register, requestCode, verifyCode } from "#sandbox/verify-number";
import type { World } from "#sandbox/world";

type Change = (world: World, number: SandboxNumber, body: JsonObject) => Checked<JsonObject>;

/** Routes of numbers and accounts. */
export function manageRoutes(api: Hono<GraphEnv>, world: World): void {
  const change = (path: string, change: Change, asksProduct: boolean): void => {
    api.post(`/:version/:id/${path}`, (c) => changeNumber(world, c, { change, asksProduct }));
  };
  change("register", register, true);
  change("deregister", deregister, false);
  change("request_code", requestCode, false);
  change("verify_code", verifyCode, false);
  change("whatsapp_business_profile", writeProfile, true);
  change("conversational_automation", writeAutomation, false);
  change("message_qrdls", writeQrCode, false);
  change("settings", writeSettings, false);
  api.post("/:version/:id/message_qrdls/:code", (c) => {
    const { code } = c.req.param();
    return changeNumber(world, c, {
      change: (_world, number, body) => writeQrCode(world, number, { ...body, code }),
      asksProduct: false,
    });
  });
  api.get("/:version/:id/settings", (c) =>
    withNumber(world, c, (number) => c.json(readSettings(world, number))),
  );
  api.get("/:version/:id/whatsapp_business_profile", (c) =>
    withNumber(world, c, (number) => c.json(readProfile(world, number, c.req.query("fields")))),
  );
  api.get("/:version/:id/message_qrdls", (c) =>
    withNumber(world, c, (number) =>
      answerPage(c, listQrCodes(world, number, c.req.query("fields"))),
    ),
  );
  api.get("/:version/:id/message_qrdls/:code", (c) =>
    withNumber(world, c, (number) => {
      const all = listQrCodes(world, number, c.req.query("fields"));
      return c.json({ data: all.filter((one) => one["code"] === c.req.param("code")) });
    }),
  );
  api.delete("/:version/:id/message_qrdls/:code", (c) =>
    withNumber(world, c, (number) =>
      answerChecked(c, deleteQrCode(world, number, c.req.param("code"))),
    ),
  );
  api.delete("/:version/:id/contact_book", (c) =>
    withNumber(world, c, (number) =>
      answerChecked(c, deleteFromContactBook(world, number, c.req.query("bsuid"))),
    ),
  );
  blockRoutes(api, world);
  subscriptionRoutes(api, world);
}

async function changeNumber(
  world: World,
  c: GraphContext,
  { change, asksProduct }: { readonly change: Change; readonly asksProduct: boolean },
): Promise<Response> {
  const body = (await readObject(c)) ?? {};
  return withNumber(world, c, (number) =>
    asksProduct && body["messaging_product"] !== "whatsapp"
      ? missingProduct(c)
      : answerChecked(c, change(world, number, body)),
  );
}

function blockRoutes(api: Hono<GraphEnv>, world: World): void {
  api.get("/:version/:id/block_users", (c) =>
    withNumber(world, c, ({ phone_number_id: id }) =>
      answerPage(
        c,
        (world.desk.of(id).blocked ?? []).map((person) => ({
          messaging_product: "whatsapp",
          ...(/^\d+$/.test(person) ? { wa_id: person } : { user_id: person }),
        })),
      ),
    ),
  );
  api.post("/:version/:id/block_users", async (c) =>
    answerBlocking(world, c, { body: await readObject(c), act: blockUsers, member: "added_users" }),
  );
  api.delete("/:version/:id/block_users", async (c) =>
    answerBlocking(world, c, {
      body: await readObject(c),
      act: unblockUsers,
      member: "removed_users",
    }),
  );
}

/** When one person failed the answer is 400 with an error, and beside it who did not fail. */
function answerBlocking(
  world: World,
  c: GraphContext,
  {
    body,
    act,
    member,
  }: {
    readonly body: JsonObject | null;
    readonly act: (world: World, number: SandboxNumber, body: JsonObject) => Blocking;
    readonly member: "added_users" | "removed_users";
  },
): Response {
  return withNumber(world, c, (number) => {
    if (body?.["messaging_product"] !== "whatsapp") return missingProduct(c);
    const { done, failed, code } = act(world, number, body);
    const told = {
      messaging_product: "whatsapp",
      block_users: { [member]: done, ...(failed.length === 0 ? {} : { failed_users: failed }) },
    };
    if (code === null) return c.json(told);
    const { title, http } = graphError(code);
    const error = {
      message: `(#${code}) ${title}`,
      type: "OAuthException",
      code,
      error_data: { details: `${title}.` },
      fbtrace_id: c.var.traceId,
    };
    return Response.json({ ...told, error }, { status: http });
  });
}

function subscriptionRoutes(api: Hono<GraphEnv>, world: World): void {
  const set = (c: GraphContext, subscribed: boolean) =>
    withWaba(world, c, ({ phone_number_id: id }) => {
      world.desk.change(
        id,
        c.var.owner === null ? { subscribed } : { ownerSubscribed: subscribed },
      );
      return c.json({ success: true });
    });
  api.post("/:version/:id/subscribed_apps", (c) => set(c, true));
  api.delete("/:version/:id/subscribed_apps", (c) => set(c, false));
  api.get("/:version/:id/subscribed_apps", (c) =>
    withWaba(world, c, (number) =>
      c.json({
        data: !isSubscribed(world, number, c.var.owner)
          ? []
          : [
              {
                whatsapp_business_api_data: {
                  id: world.app.id,
                  name: "Sandbox",
                  link: "https://sandbox.invalid/",
                },
              },
            ],
      }),
    ),
  );
}

/** Each app sees and changes its own subscription alone. */
const isSubscribed = (world: World, number: SandboxNumber, owner: string | null): boolean =>
  owner === null
    ? world.isSubscribed(number.waba_id)
    : world.desk.of(number.phone_number_id).ownerSubscribed !== false;
