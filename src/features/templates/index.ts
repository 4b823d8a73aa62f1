export {
  applyTemplateStatus,
  type TemplateUpdate,
} from "#features/templates/apply-template-status";
export { findTemplate, findTemplateByName, type TemplateRow } from "#features/templates/queries";
export { templateRoutes } from "#features/templates/routes";
export { TemplateView, templateView } from "#features/templates/schemas";
export { sweepTemplates } from "#features/templates/sweep-templates";
