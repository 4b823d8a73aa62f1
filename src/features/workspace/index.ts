export { workspaceRoutes } from "#features/workspace/routes";
