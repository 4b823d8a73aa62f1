export { automationRoutes } from "#features/automations/routes";
export { runRoutes } from "#features/automations/routes-runs";
export { automationToolRoutes } from "#features/automations/routes-tools";
export { runDue, sweepAutomations } from "#features/automations/run-due";
export { runTurn } from "#features/automations/run-turn";
export { automationSubscriber } from "#features/automations/take-events";
export { hookRoutes } from "#features/automations/routes-hooks";
export { triggerRoutes } from "#features/automations/routes-triggers";
export { eraseRunsOf } from "#features/automations/erase-runs";
