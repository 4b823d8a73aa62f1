export { applyTemplateStatus } from "#features/templates/apply-template-status";
export { prepareTemplate, templateExists } from "#features/templates/create-template";
export { findTemplate, type TemplateRow } from "#features/templates/queries";
export { refuseTemplates, type TemplateRefusal } from "#features/templates/refuse-templates";
export { templateRoutes } from "#features/templates/routes";
export { TemplateView } from "#features/templates/schemas";
export { sweepTemplates } from "#features/templates/sweep-templates";
export { templateView } from "#features/templates/view";
export { insertTemplate, isNameTaken } from "#features/templates/writes";
