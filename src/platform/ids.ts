import { typeidUnboxed } from "typeid-js";

import { ID_PREFIXES, type Id, type NewId } from "#core/ids";

/** A new, time-ordered TypeID of a kind. */
export const newId: NewId = (kind) =>
  // Safe: the prefix is the kind's own, and typeid-js joins it with an underscore.
  typeidUnboxed(ID_PREFIXES[kind]) as Id<typeof kind>;
