export { controlTrail } from "#features/audit/control-trail";
export {
  forgetActs,
  forgetOriginsOf,
  forgetOldAddresses,
  forgetOldAudit,
  forgetOrigins,
} from "#features/audit/forget";
export { readAuditForExport } from "#features/audit/queries-export";
export { auditRoutes } from "#features/audit/routes";
export { sweepAudit, sweepControlAudit } from "#features/audit/seal-trail";
