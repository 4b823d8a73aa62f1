export { sandboxRoutes } from "#features/sandbox/routes";
