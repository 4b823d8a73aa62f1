/** What the shapes of automations share. Every schema says three things at once: the contract, the type, and what is refused. */
import { z } from "zod";

import { isBlank } from "#core/contact/tag";
import { ID_PREFIXES, ID_SUFFIX, type Kind } from "#core/ids";

/** A fault that is told with a stable code beside the pointer of its member. */
export const coded = (code: string, message: string) => ({ message, params: { code } });

export interface Told {
  readonly description: string;
  readonly example: string;
}

/** A text that is not blank. Its length against Meta's limits is the verifier's to judge, with the step's name. */
export const words = (told: Told, max = 8192) =>
  z
    .string()
    .max(max)
    .refine((text) => !isBlank(text), coded("blank", "Must not be blank."))
    .meta({ minLength: 1, maxLength: max, ...told });

const STEP_ID = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** How steps are called. */
export const StepName = z
  .string()
  .regex(STEP_ID, coded("invalid_name", "Lower-case letters, digits, - and _, at most 40."));

/** A way to another step. */
export const way = (description: string) =>
  StepName.optional().meta({ description, example: "ask_name" });

export const next = way("Which step comes next; the run ends here when absent.");

const VARIABLE = /^[a-z][a-z0-9_]{0,39}$/;

/** How variables of a run are called. */
export const VariableName = z
  .string()
  .regex(VARIABLE, coded("invalid_name", "Lower-case letters, digits and _, at most 40."))
  .meta({ description: "Name of the variable.", example: "order_id" });

/** How a contact's own fields are called. */
export const FieldName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, coded("invalid_name", "Lower-case letters, digits and _."))
  .meta({ description: "Name of the contact's field.", example: "size" });

/** Where an answer is kept. */
export const SaveTo = z
  .strictObject({ variable: VariableName.optional(), field: FieldName.optional() })
  .refine(
    ({ variable, field }) => (variable === undefined) !== (field === undefined),
    coded("one_place", "Give either variable or field."),
  )
  .meta({
    description: "Where the answer is kept: a variable of the run, or a field of the contact.",
  });

/** How long a reply is waited for. Never longer than the run may last. */
export const timeout = z
  .int()
  .min(5)
  .max(30 * 24 * 3600)
  .optional()
  .meta({
    description: "Seconds to wait for the reply; as long as the run may last when absent.",
    example: 3600,
  });

export const TimeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, coded("invalid_time", "A time such as 09:30."))
  .meta({
    description: "Time of day, `HH:MM`, in the zone of the business hours.",
    example: "09:00",
  });

/** An id of ours: whether what it names is there is the verifier's to judge. */
export const ownId = (kind: Kind, description: string) =>
  z
    .string()
    .min(1)
    .max(40)
    .meta({
      description,
      pattern: `^${ID_PREFIXES[kind]}_${ID_SUFFIX}$`,
      example: `${ID_PREFIXES[kind]}_01k9zq3v6m8r2t4w6y8a0c2e4g`,
    });
