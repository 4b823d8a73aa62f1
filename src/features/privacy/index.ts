export { buildAccess } from "#features/privacy/build-access";
export { privacyMapRoutes } from "#features/privacy/routes-map";
export { privacyRoutes } from "#features/privacy/routes";
export { runErasure } from "#features/privacy/run-erasure";
export { reapplyErasures, sweepPrivacy } from "#features/privacy/sweep-privacy";
