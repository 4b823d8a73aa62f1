import { z } from "@hono/zod-openapi";

import { HookAuth, HookMap } from "#core/automation/hook";
import { HookSchemaBody } from "#core/automation/hook-schema";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const SCHEMA = {
  type: "object",
  required: ["customer"],
  properties: {
    customer: { type: "object", required: ["phone"], properties: { phone: { type: "string" } } },
  },
};

/** Body of `POST /v1/triggers`. */
export const TriggerBody = z
  .strictObject({
    automation_id: givenId("automation").openapi({
      description: "The automation that is started; its trigger is a `hook`.",
    }),
    auth: HookAuth,
    secret: z.string().min(16).max(256).optional().openapi({
      description:
        "Of `hmac_sha256`: the secret that the other system signs with; made when absent.",
      example: "shpss_0123456789abcdef",
    }),
    schema: HookSchemaBody.default({ type: "object" }).openapi({
      type: "object",
      description:
        "What must be posted: `type`, `properties`, `required` and `items` of JSON Schema, at most 8 KiB.",
      example: SCHEMA,
    }),
    map: HookMap,
    dedupe_key: z.string().max(256).regex(/^[/]/).optional().openapi({
      description: "JSON pointer to what is posted once: posted again it answers the first run.",
      example: "/order/id",
    }),
  })
  .refine(({ auth, secret }) => auth.kind === "hmac_sha256" || secret === undefined, {
    path: ["secret"],
    message: "A token is made here.",
  })
  .openapi("TriggerBody", {
    example: {
      automation_id: "aut_01k9zq3v6m8r2t4w6y8a0c2e4g",
      auth: { kind: "token" },
      map: { phone: "/customer/phone", variables: { order_id: "/order/id" } },
      dedupe_key: "/order/id",
    },
  });
export type TriggerBody = z.infer<typeof TriggerBody>;

const members = {
  id: idOf("trigger"),
  automation_id: idOf("automation"),
  url: z.string().openapi({
    description: "Where the other system posts to.",
    example:
      "https://waqtor.example/v1/hooks/trg_01k9zq3v6m8r2t4w6y8a0c2e4g?workspace=ws_01k9zq3v6m8r2t4w6y8a0c2e4g",
  }),
  auth: z
    .looseObject({})
    .openapi({ description: "How callers show that they may.", example: { kind: "token" } }),
  schema: z.looseObject({}).openapi({ description: "What must be posted.", example: SCHEMA }),
  map: z
    .looseObject({})
    .openapi({ description: "What of it is used.", example: { phone: "/customer/phone" } }),
  dedupe_key: z
    .string()
    .nullable()
    .openapi({ description: "Pointer to what is posted once.", example: "/order/id" }),
  created_at: instant("When it was made."),
};

export const TriggerView = z.object(members).openapi("Trigger");
export type TriggerView = z.infer<typeof TriggerView>;

export const NewTriggerView = z
  .object({
    ...members,
    secret: z.string().nullable().openapi({
      description: "The token, or the secret of signatures, shown this once.",
      example: "wqh_01k9zq3v6m8r2t4w6y8a0c2e4g_…",
    }),
  })
  .openapi("NewTrigger");
export type NewTriggerView = z.infer<typeof NewTriggerView>;

export const TriggerPage = pageOf(TriggerView).openapi("TriggerPage");

/** What is posted to a trigger URL: any object that fits the trigger's schema. */
export const HookBody = z.looseObject({}).openapi("HookBody", {
  example: { customer: { phone: "+5511987654321" }, order: { id: "1042" } },
});

export const HookAnswer = z.object({ run_id: idOf("run") }).openapi("HookAnswer");
export type HookAnswer = z.infer<typeof HookAnswer>;
