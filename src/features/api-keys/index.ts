/** API keys of a workspace, and the scopes they may hold. */
export { apiKeyRoutes } from "#features/api-keys/routes";
