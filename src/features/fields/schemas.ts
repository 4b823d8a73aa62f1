import { z } from "@hono/zod-openapi";

import { fieldKeyFault } from "#core/contact/field-key";
import { FIELD_TYPES } from "#core/contact/field-types";
import { distinctTags } from "#core/contact/tag";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { visibleName } from "#platform/http/visible-name";

const CHOICES_MAX = 100;

const key = z
  .string()
  .superRefine((given, ctx) => {
    const fault = fieldKeyFault(given);
    if (fault !== null)
      ctx.addIssue({ code: "custom", message: fault.message, params: { code: fault.code } });
  })
  .openapi({
    description:
      "Its name in a contact's `fields`, in filters (`fields.<key>`) and in variables; it stays.",
    example: "birthday",
  });

const changeable = {
  label: visibleName(80).openapi({
    description: "What people read in its place, at most 80 characters.",
    example: "Birthday",
  }),
  type: z.enum(FIELD_TYPES).openapi({
    description:
      "What its values are: `text` (1,024 characters at most), `number`, `boolean`, `date` (`YYYY-MM-DD`), `choice` (one of `choices`), `email`.",
    example: "date",
  }),
  choices: z
    .array(visibleName(64))
    .min(1)
    .max(CHOICES_MAX)
    .transform(distinctTags)
    .optional()
    .openapi({
      type: "array",
      items: { type: "string" },
      minItems: 1,
      maxItems: CHOICES_MAX,
      description: "Of a `choice`: what it is among; spellings that differ by case alone are one.",
      example: ["Gold", "Silver"],
    }),
  pii: z.boolean().openapi({
    description: "Whether its values are personal: hidden from whoever lacks `contacts:pii`.",
    example: true,
  }),
};

/** Body of `POST /v1/fields`. */
export const FieldBody = z
  .strictObject({
    key,
    type: changeable.type,
    label: changeable.label.optional().openapi({
      description: "What people read in its place, at most 80 characters; its key when left out.",
      example: "Birthday",
    }),
    choices: changeable.choices,
    pii: changeable.pii.default(false),
  })
  .openapi("FieldBody");
export type FieldBody = z.infer<typeof FieldBody>;

/** Body of `PATCH /v1/fields/{id}`. */
export const UpdateFieldBody = z
  .strictObject({
    label: changeable.label.optional(),
    type: changeable.type.optional(),
    choices: changeable.choices,
    pii: changeable.pii.optional(),
  })
  .openapi("UpdateFieldBody");
export type UpdateFieldBody = z.infer<typeof UpdateFieldBody>;

export const FieldView = z
  .object({
    id: idOf("field"),
    key: z
      .string()
      .openapi({ description: "Its name in a contact's `fields`.", example: "birthday" }),
    label: z
      .string()
      .openapi({ description: "What people read in its place.", example: "Birthday" }),
    type: z.enum(FIELD_TYPES).openapi({ description: "What its values are.", example: "date" }),
    choices: z.array(z.string()).openapi({
      description: "What a choice is among; empty of every other type.",
      example: ["Gold", "Silver"],
    }),
    pii: z.boolean().openapi({
      description: "Whether its values are hidden from whoever lacks `contacts:pii`.",
      example: true,
    }),
    created_at: instant("When it was declared."),
    updated_at: instant("When it last changed."),
  })
  .openapi("Field", { description: "A field of contacts that the workspace has declared." });
export type FieldView = z.infer<typeof FieldView>;

export const FieldPage = pageOf(FieldView).openapi("FieldPage");
