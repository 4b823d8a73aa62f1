/** A person's data as their copy tells it: what is kept, under the names that the API has for it. */
import type { About, FileRow, MessageRow } from "#features/privacy/queries-access";
import type { CsvRow } from "#platform/http/csv";

const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Everything but the messages. */
export const aboutView = (about: About) => ({
  contacts: about.people.map(contactView),
  identities: about.known.map(({ kind, value, createdAt }) => ({
    kind,
    value,
    known_since: at(createdAt),
  })),
  consents: about.acts.map(consentView),
  merges: about.merges.map(mergeView),
  conversations: about.threads.map(threadView),
  notes: [...about.remarks.map(remarkView), ...about.notes.map(noteView)],
  automation_runs: about.runs.map(runView),
});

const contactView = (one: About["people"][number]) => ({
  id: one.id,
  phone: one.phone,
  wa_id: one.waId,
  bsuid: one.bsuid,
  username: one.username,
  name: one.name,
  external_id: one.externalId,
  language: one.language,
  timezone: one.timezone,
  fields: one.fields,
  tags: one.tags,
  metadata: one.metadata,
  consents: { marketing: one.marketing, withdrawn_by_person: one.marketingByPerson },
  suppressed: one.suppressed,
  blocked: one.blocked,
  merged_into: one.mergedInto,
  created_at: at(one.createdAt),
  updated_at: at(one.updatedAt),
});

const consentView = (one: About["acts"][number]) => ({
  id: one.id,
  purpose: one.purpose,
  action: one.action,
  state: one.state,
  method: one.method,
  by_person: one.byPerson,
  statement: one.statement,
  statement_language: one.statementLanguage,
  source: one.source,
  subject_ip: one.subjectIp,
  subject_user_agent: one.subjectUserAgent,
  message_id: one.messageId,
  captured_at: at(one.capturedAt),
  recorded_at: at(one.recordedAt),
});

const mergeView = ({ winner, loser, cause, mergedAt, undoneAt }: About["merges"][number]) => ({
  winner,
  loser,
  cause,
  merged_at: at(mergedAt),
  undone_at: at(undoneAt),
});

const threadView = (one: About["threads"][number]) => ({
  id: one.id,
  number_id: one.numberId,
  status: one.status,
  tags: one.tags,
  last_at: at(one.lastAt),
  last_inbound_at: at(one.lastInboundAt),
  created_at: at(one.createdAt),
});

const noteView = ({ id, conversationId, text, createdAt, editedAt }: About["notes"][number]) => ({
  id,
  conversation_id: conversationId,
  text,
  created_at: at(createdAt),
  edited_at: at(editedAt),
});

const remarkView = ({ id, contactId, text, createdAt, editedAt }: About["remarks"][number]) => ({
  id,
  contact_id: contactId,
  text,
  created_at: at(createdAt),
  edited_at: at(editedAt),
});

const runView = ({
  id,
  automationId,
  status,
  reason,
  state,
  createdAt,
}: About["runs"][number]) => ({
  id,
  automation_id: automationId,
  status,
  reason,
  state,
  created_at: at(createdAt),
});

/** A message, whatever it is. */
export const messageView = (row: MessageRow) => ({
  id: row.id,
  direction: row.direction,
  number_id: row.numberId,
  conversation_id: row.conversationId,
  campaign_id: row.campaignId,
  type: row.type,
  content: row.content,
  variables: row.variables,
  metadata: row.metadata,
  came_with: row.cameWith,
  original: row.original,
  status: row.state,
  skip_reason: row.skipReason,
  wamid: row.wamid,
  created_at: at(row.createdAt),
  received_at: at(row.receivedAt),
  sent_at: at(row.sentAt),
  delivered_at: at(row.deliveredAt),
  read_at: at(row.readAt),
  failed_at: at(row.failedAt),
  edited_at: at(row.editedAt),
  revoked_at: at(row.revokedAt),
});

export const MESSAGE_COLUMNS = [
  "at",
  "direction",
  "number_id",
  "type",
  "status",
  "content",
] as const;

/** A message as a line of the table. */
export const messageLine = (row: MessageRow): CsvRow => ({
  at: at(row.receivedAt ?? row.createdAt),
  direction: row.direction,
  number_id: row.numberId,
  type: row.type,
  status: row.state,
  content: row.content === null ? null : textOf(row.content),
});

/** The words of a text, or all that another type says. */
function textOf(content: unknown): string {
  const body =
    typeof content === "object" && content !== null && "body" in content ? content.body : null;
  return typeof body === "string" ? body : JSON.stringify(content);
}

/** A file of the manifest. */
export const fileView = (row: FileRow) => ({
  id: row.id,
  message_id: row.messageId,
  mime_type: row.mimeType,
  size: row.size,
  sha256: row.sha256,
  filename: row.filename,
  status: row.status,
  content_url: `/v1/media/${row.id}/content`,
});
