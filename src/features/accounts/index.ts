/** Accounts: sign-up, sign-in, sessions, and one's own profile. */
export { reAuthenticate } from "#features/accounts/re-authenticate";
export { accountRoutes, signInRoutes } from "#features/accounts/routes";
export { recoveryRoutes } from "#features/accounts/routes-recovery";
export { myWorkspaceRoutes } from "#features/accounts/routes-workspaces";
export { secondStepRoutes } from "#features/accounts/routes-second-step";
export { securityRoutes } from "#features/accounts/routes-security";
export { sweepAccountTokens } from "#features/accounts/sweep-account-tokens";
export { GivenPassword } from "#features/accounts/schemas";
export { sweepControl } from "#features/accounts/sweep-control";
export { eraseAccounts } from "#features/accounts/writes-erase";
