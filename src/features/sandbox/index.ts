export { sandboxRoutes } from "#features/sandbox/routes";
export { sandboxGraphRoutes } from "#features/sandbox/routes-graph";
export { sandboxMetaRoutes } from "#features/sandbox/routes-meta";
export { sandboxSignupRoutes } from "#features/sandbox/routes-signups";
