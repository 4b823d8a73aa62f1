/** Meta apps of workspaces' own, under which their numbers' webhooks come. */
export { findOwnApp, forgetOwnApp } from "#features/meta-apps/own-app";
export { metaAppRoutes } from "#features/meta-apps/routes";
export { MetaAppId } from "#features/meta-apps/schemas";
