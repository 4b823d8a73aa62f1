import { z } from "zod";

import { ID_PREFIXES, ID_SUFFIX, type Id, type Kind } from "#core/ids";

/** A schema that takes well-formed ids of one kind, as `isId` does, and gives them their type. */
export const idSchema = <K extends Kind>(kind: K): z.ZodTemplateLiteral<Id<K>> =>
  z.templateLiteral(
    [ID_PREFIXES[kind], "_", z.string().regex(new RegExp(`^${ID_SUFFIX}$`))],
    `Must be an id that begins with ${ID_PREFIXES[kind]}_.`,
  );
