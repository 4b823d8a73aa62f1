export { draftRoutes } from "#features/drafts/routes";
export { aiRoutes } from "#features/drafts/routes-ai";
