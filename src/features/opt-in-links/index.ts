export { optInLinkRoutes } from "#features/opt-in-links/routes";
