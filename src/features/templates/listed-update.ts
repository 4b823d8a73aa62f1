import { parseComponents } from "#core/whatsapp/template-components";
import type { TemplateUpdate } from "#features/templates/apply-template-status";
import type { ListedTemplate } from "#platform/meta/graph-templates";

/** What Meta lists of a template, as if a webhook had told it all. `atMs`: when Meta was asked, Unix ms. */
export const listedUpdate = (
  listed: ListedTemplate,
  { wabaId, atMs }: { readonly wabaId: string; readonly atMs: number },
): TemplateUpdate => ({
  wabaId,
  metaTemplateId: listed.id,
  name: listed.name,
  language: listed.language,
  event: listed.status,
  reason: listed.rejectedReason,
  quality: qualityOf(listed),
  category: listed.category,
  copy: null,
  components: listed.components.length === 0 ? null : parseComponents(listed.components),
  atMs,
});

/** Meta's score, when it has one. */
export const qualityOf = ({ quality }: Pick<ListedTemplate, "quality">): string | null =>
  quality === "UNKNOWN" ? null : quality;
