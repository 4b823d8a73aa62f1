export { forgetOldAddresses, forgetOldAudit } from "#features/audit/forget";
export { auditRoutes } from "#features/audit/routes";
export { sweepAudit, sweepControlAudit } from "#features/audit/seal-trail";
