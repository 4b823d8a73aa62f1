/** The part of the catalogue that tells of people: contacts, consent, files of them, and what they ask for. */
import { z } from "zod";

import { IDENTITY_KINDS, MERGE_CAUSES } from "#core/contact/states";
import { event, instant } from "#core/event/event-shape";
import { EXPORT_RESOURCES } from "#core/export/states";
import { idSchema } from "#core/id-schema";
import { REQUEST_KINDS } from "#core/privacy/requests";
import { SUPPRESSION_REASONS } from "#core/suppression/reasons";

const contact = { contact_id: idSchema("contact") };

/** `contact_id`: the one that is left. */
const merge = {
  ...contact,
  other_contact_id: idSchema("contact"),
  cause: z.enum(MERGE_CAUSES),
};

const consent = {
  consent_id: idSchema("consent"),
  ...contact,
  purpose: z.string(),
  method: z.string(),
  /** The message by which the person acted. */
  message_id: idSchema("message").nullable(),
  captured_at: instant,
};

/** `contact_id`: whoever it holds for, null when nobody is known. */
const suppression = {
  suppression_id: idSchema("suppression"),
  contact_id: idSchema("contact").nullable(),
  reason: z.enum(SUPPRESSION_REASONS),
};

const request = {
  request_id: idSchema("privacyRequest"),
  kind: z.enum(REQUEST_KINDS),
  ...contact,
};

/** Of the rows that are done with; `dry_run`: nothing was written. */
const imported = {
  import_id: idSchema("import"),
  dry_run: z.boolean(),
  total_rows: z.int(),
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
};

/** `message_id`: what the person wrote. */
const held = { ...contact, purpose: z.string(), message_id: idSchema("message") };

export const PEOPLE_EVENTS = {
  "contact.created": event("A contact came to be.", contact),
  "contact.updated": event("A contact changed.", {
    ...contact,
    /** Names of the members that differ, as the contact has them on the wire. */
    fields: z.array(z.string()),
  }),
  "contact.identity_changed": event("A person changed phone number or user id.", {
    ...contact,
    /** Kinds of the identities that now lead to the contact. */
    added: z.array(z.enum(IDENTITY_KINDS)),
  }),
  "contact.removed": event("A contact that a file had made was taken away again.", contact),
  "contact.merged": event("Two contacts proved to be one person.", merge),
  "contact.unmerged": event("Two contacts that were merged were parted again.", merge),
  "contact.erased": event(
    "A person was erased here. Whoever keeps what they were sent of them has to erase it too.",
    contact,
  ),
  "privacy.request.completed": event("What a person asked for of their data is done.", request),
  "consent.granted": event("A person allowed marketing.", consent),
  "consent.withdrawn": event("A person withdrew marketing.", consent),
  "consent.held": event(
    "What a person wrote may refuse marketing: none is sent to them until somebody decides.",
    held,
  ),
  "consent.released": event("What a person wrote was no refusal of marketing.", held),
  "consent.requested": event("A person was asked to allow marketing.", consent),
  "suppression.added": event("Somebody is not to be written to any more.", suppression),
  "suppression.removed": event("Somebody may be written to again.", suppression),
  "import.progress": event("Another tenth of a file was imported.", imported),
  "import.completed": event("A file was imported.", imported),
  "import.failed": event("A file cannot be imported any further.", {
    ...imported,
    /** A stable word, e.g. `file_expired`. */
    reason: z.string(),
  }),
  "import.undone": event(
    "The contacts that a file made are gone, but for those that were touched since.",
    {
      import_id: idSchema("import"),
      removed: z.int(),
      kept: z.int(),
    },
  ),
  "export.ready": event("An export can be fetched.", {
    export_id: idSchema("export"),
    resource: z.enum(EXPORT_RESOURCES),
    rows: z.int(),
  }),
} as const;
