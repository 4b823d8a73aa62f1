import { z } from "@hono/zod-openapi";

import { REMEDY_CODES } from "#core/whatsapp/remedies";
import { orNull } from "#platform/http/contract";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";

export const RegisterNumberBody = z
  .strictObject({
    pin: z
      .string()
      .regex(/^[0-9]{6}$/, "Must be six digits.")
      .openapi({
        description:
          "The two-step verification PIN: set when the number has none, its own otherwise. Sealed at once and never returned.",
        example: "314159",
      }),
  })
  .openapi("RegisterNumberBody");
export type RegisterNumberBody = z.infer<typeof RegisterNumberBody>;

export const VerifyCodeBody = z
  .strictObject({
    method: z.enum(["sms", "voice"]).optional().openapi({
      description: "Have Meta send a code to the number this way.",
      example: "sms",
    }),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(?:_[A-Z]{2})?$/, "Must be a locale such as en_US.")
      .optional()
      .openapi({ description: "In which language; `en_US` when absent.", example: "pt_BR" }),
    code: z
      .string()
      .regex(/^[0-9]{6}$/, "Must be six digits.")
      .optional()
      .openapi({ description: "The code that the number received.", example: "123456" }),
  })
  .superRefine(({ method, language, code }, ctx) => {
    if ((method === undefined) === (code === undefined))
      ctx.addIssue({ code: "custom", path: ["code"], message: "Give either method or code." });
    if (code !== undefined && language !== undefined)
      ctx.addIssue({ code: "custom", path: ["language"], message: "Goes with method only." });
  })
  .openapi("VerifyNumberCodeBody", { example: { method: "sms", language: "pt_BR" } });
export type VerifyCodeBody = z.infer<typeof VerifyCodeBody>;

export const VerifyCodeView = z
  .object({
    number_id: idOf("number"),
    status: z
      .enum(["code_sent", "verified"])
      .openapi({ description: "Whether Meta sent a code, or took it." }),
  })
  .openapi("NumberVerification");
export type VerifyCodeView = z.infer<typeof VerifyCodeView>;

export const BlockedBody = z
  .strictObject({
    contacts: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(100)
      .openapi({
        description: "Whom: ids of contacts, or `phone:+…`, `bsuid:…`, `ext:…`. Up to 100.",
        example: ["phone:+5511987654321"],
      }),
  })
  .openapi("BlockedPeopleBody");
export type BlockedBody = z.infer<typeof BlockedBody>;

const BlockFault = z.object({
  code: z.string().openapi({
    description: "`not_found` when nobody is selected, `meta_refused` when Meta refuses.",
    example: "meta_refused",
  }),
  meta_code: z.int().nullable().openapi({ description: "Meta's code.", example: 131_047 }),
  title: z.string().openapi({
    description: "What is wrong.",
    example: "The person has not written in the last 24 hours.",
  }),
  remedy_code: z.enum(REMEDY_CODES).nullable().openapi({
    description: "What can be done about it, as a code to translate.",
    example: "some_not_blocked",
  }),
  remedy: z.string().nullable().openapi({
    description: "The same as a sentence in English.",
    example: "Some people were not dealt with.",
  }),
});

const BlockResult = z.object({
  index: z.int().openapi({ description: "Position in the request.", example: 0 }),
  status: z.enum(["blocked", "unblocked", "failed"]).openapi({ description: "What became of it." }),
  contact_id: idOf("contact").nullable(),
  error: orNull(BlockFault).openapi({ description: "Why it failed." }),
});
export type BlockResult = z.infer<typeof BlockResult>;

export const BlockedResults = z
  .object({ data: z.array(BlockResult).openapi({ description: "One for each, in order." }) })
  .openapi("BlockedPeopleResults");
export type BlockedResults = z.infer<typeof BlockedResults>;

const BlockedPerson = z
  .object({
    phone: z.string().nullable().openapi({
      description: "Null when Meta names the person by user id alone.",
      example: "+5511987654321",
    }),
    bsuid: z.string().nullable().openapi({
      description: "The business-scoped user id, when Meta tells it.",
      example: "BR.13491208655302741918",
    }),
  })
  .openapi("BlockedPerson");

export const BlockedPage = pageOf(BlockedPerson).openapi("BlockedPeoplePage");
