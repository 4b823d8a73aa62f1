export { sandboxRoutes } from "#features/sandbox/routes";
export { sandboxSignupRoutes } from "#features/sandbox/routes-signups";
export { sandboxGraphRoutes } from "#features/sandbox/routes-graph";
