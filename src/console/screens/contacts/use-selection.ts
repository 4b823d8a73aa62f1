import { useState } from "react";

import type { Contact } from "../../api/contacts.ts";

/** The people that were ticked. */
export interface Selection {
  readonly ids: ReadonlySet<Contact["id"]>;
  readonly toggle: (id: Contact["id"]) => void;
  readonly setAll: (contacts: readonly Contact[], has: boolean) => void;
  readonly clear: () => void;
}

export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<Contact["id"]>>(new Set());
  const set = (of: readonly Contact["id"][], has: boolean) =>
    setIds((before) => {
      const after = new Set(before);
      for (const id of of)
        if (has) after.add(id);
        else after.delete(id);
      return after;
    });
  return {
    ids,
    toggle: (id) => set([id], !ids.has(id)),
    setAll: (contacts, has) =>
      set(
        contacts.map(({ id }) => id),
        has,
      ),
    clear: () => setIds(new Set()),
  };
}
