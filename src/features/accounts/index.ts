/** Accounts: sign-up, sign-in, sessions, and one's own profile. */
export { accountRoutes, signInRoutes } from "#features/accounts/routes";
