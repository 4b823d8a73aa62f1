export { consentRequestRoutes } from "#features/consent-requests/routes";
