export { mediaLinkRoutes, mediaRoutes } from "#features/media/routes";
