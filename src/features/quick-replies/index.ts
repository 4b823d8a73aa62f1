export { quickReplyRoutes } from "#features/quick-replies/routes";
