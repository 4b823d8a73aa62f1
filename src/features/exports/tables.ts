/** What each table of an export holds, and which scopes it takes to have it. */
import type { ExportResource, ExportTable } from "#core/export/states";
import type { Scope } from "#core/scopes";
import { readAuditForExport } from "#features/audit/index";
import { readCampaignsForExport } from "#features/campaigns/index";
import { readConsentsForExport } from "#features/consent/index";
import { readContactsForExport } from "#features/contacts/index";
import { readMessagesForExport } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

type Rows = readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];

interface Page {
  /** Where the last page ended; "" at the beginning. */
  readonly after: string;
  readonly limit: number;
  readonly filter: unknown;
}

interface Table {
  readonly scopes: readonly Scope[];
  /** Of CSV, in order; NDJSON holds what the API shows. */
  readonly columns: readonly string[];
  readonly read: (ctx: ScopedContext, page: Page) => Promise<Rows>;
  /** What a page is asked for after. */
  readonly place: "id" | "seq";
}

export const TABLES: Readonly<Record<ExportTable, Table>> = {
  contacts: {
    scopes: ["contacts:read", "contacts:pii"],
    columns: [
      ..."id phone wa_id bsuid username name external_id language timezone fields tags consents".split(
        " ",
      ),
      ..."suppressed blocked metadata created_at updated_at".split(" "),
    ],
    read: readContactsForExport,
    place: "id",
  },
  messages: {
    scopes: ["inbox:read", "contacts:pii"],
    columns: [
      ..."id direction number_id contact_id conversation_id campaign_id type content status".split(
        " ",
      ),
      ..."skip_reason wamid client_ref metadata purpose error timestamps pricing created_at".split(
        " ",
      ),
    ],
    read: readMessagesForExport,
    place: "id",
  },
  campaigns: {
    scopes: ["campaigns:read"],
    columns: [
      ..."id name number_id template_id audience variables pace_mps status pause_reason".split(" "),
      ..."planned counts launched_at completed_at created_at updated_at".split(" "),
    ],
    read: readCampaignsForExport,
    place: "id",
  },
  consents: {
    scopes: ["consents:read"],
    columns: [
      ..."seq id contact_id purpose action state method statement source".split(" "),
      ..."statement_sha256 captured_at recorded_at hash".split(" "),
    ],
    read: readConsentsForExport,
    place: "seq",
  },
  audit: {
    scopes: ["audit:read"],
    columns: "seq id at actor action target ip user_agent request_id outcome changes".split(" "),
    read: readAuditForExport,
    place: "seq",
  },
};

/** The tables of a resource, in the order in which they are written. */
export const tablesOf = (resource: ExportResource): readonly ExportTable[] =>
  resource === "workspace"
    ? ["contacts", "messages", "campaigns", "consents", "audit"]
    : [resource];
