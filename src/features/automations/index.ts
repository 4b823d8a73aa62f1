export { automationRoutes } from "#features/automations/routes";
export { runRoutes } from "#features/automations/routes-runs";
export { automationToolRoutes } from "#features/automations/routes-tools";
