export {
  applyTemplateStatus,
  type TemplateUpdate,
} from "#features/templates/apply-template-status";
export { findTemplate, findTemplateByName, type TemplateRow } from "#features/templates/queries";
export { TemplateView, templateView } from "#features/templates/schemas";
