export { applyTemplateStatus } from "#features/templates/apply-template-status";
export { findTemplate, type TemplateRow } from "#features/templates/queries";
export { refuseTemplates, type TemplateRefusal } from "#features/templates/refuse-templates";
export { templateRoutes } from "#features/templates/routes";
export { sweepTemplates } from "#features/templates/sweep-templates";
