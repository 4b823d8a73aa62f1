/** A trigger URL: who may post to it, and what of the post is used. */
import { z } from "zod";

import { asText, valueAt } from "#core/automation/json-pointer";
import { coded, VariableName } from "#core/automation/parts";

const Pointer = (description: string, example: string) =>
  z
    .string()
    .max(256)
    .regex(/^[/]/, coded("invalid_pointer", "A JSON pointer such as /customer/phone."))
    .meta({ description, example });

const Header = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, coded("invalid_header", "A header's name."))
  .meta({ description: "The header that carries it.", example: "X-Shopify-Hmac-SHA256" });

/** How a caller shows that it may call. */
export const HookAuth = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z
        .literal("token")
        .meta({ description: "A token that is told once.", example: "token" }),
      header: Header.optional(),
    }),
    z.strictObject({
      kind: z
        .literal("hmac_sha256")
        .meta({ description: "A signature over the raw body.", example: "hmac_sha256" }),
      header: Header,
      encoding: z
        .enum(["hex", "base64"])
        .default("hex")
        .meta({ description: "How it is spelled; hex may begin with sha256=.", example: "base64" }),
    }),
  ])
  .meta({
    description:
      "A `token` comes in Authorization: Bearer, or in a header of its own; `hmac_sha256` is the signature of the raw body, as shops make it.",
    example: { kind: "token" },
  });
export type HookAuth = z.infer<typeof HookAuth>;

/** What of a post is used. */
export const HookMap = z
  .strictObject({
    phone: Pointer(
      "Where the person's phone number is; unknown ones become contacts.",
      "/customer/phone",
    ).optional(),
    contact: Pointer("Where a selector of the contact is, instead.", "/contact").optional(),
    variables: z
      .record(VariableName, Pointer("Where the value is.", "/order/id"))
      .default({})
      .meta({
        description: "Variables of the run, by their pointers.",
        example: { order_id: "/order/id" },
      }),
  })
  .refine(
    ({ phone, contact }) => (phone === undefined) !== (contact === undefined),
    coded("one_person", "Give either phone or contact."),
  )
  .meta({ description: "What of the post is used.", example: { phone: "/customer/phone" } });
export type HookMap = z.infer<typeof HookMap>;

/** The variables that a post fills; what is no text, number or yes and no fills none. */
export const hookVariables = (
  { variables }: HookMap,
  posted: unknown,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, pointer]) => {
      const value = asText(valueAt(posted, pointer));
      return value === null ? [] : [[name, value]];
    }),
  );
