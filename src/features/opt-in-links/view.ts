import { statementSha256 } from "#core/consent/ledger";
import { linkUrl } from "#core/consent/opt-in-link";
import type { FoundLink } from "#features/opt-in-links/queries";
import type { OptInLinkView } from "#features/opt-in-links/schemas";

/** The wire shape of a link. */
export const linkView = ({ link, phone }: FoundLink): OptInLinkView => ({
  id: link.id,
  number_id: link.numberId,
  name: link.name,
  keyword: link.keyword,
  prefilled: link.prefilled,
  statement: link.statement,
  statement_sha256: statementSha256(link.statement),
  statement_language: link.statementLanguage,
  url: linkUrl(phone, link),
  created_at: new Date(link.createdAt).toISOString(),
  updated_at: new Date(link.updatedAt).toISOString(),
});
