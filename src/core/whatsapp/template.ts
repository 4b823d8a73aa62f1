/** Templates as a send sees them. Whether a template may be submitted is in `template-lint.ts`. */
export { buildTemplateContent } from "#core/whatsapp/template-content";
export { checkTemplateParameters } from "#core/whatsapp/template-parameters";
export { isValueOf, variablesOf, type TemplateVariable } from "#core/whatsapp/template-variables";
