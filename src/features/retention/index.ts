export { isHeld } from "#features/retention/hold-contact";
export { retentionRoutes } from "#features/retention/routes";
export { ringRetention, sweepRetention } from "#features/retention/sweep-retention";
