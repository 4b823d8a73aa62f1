export { sandboxRoutes } from "#features/sandbox/routes";
export { sandboxGraphRoutes } from "#features/sandbox/routes-graph";
export { sandboxSignupRoutes } from "#features/sandbox/routes-signups";
