export { appOfNumber } from "#features/numbers/app-of-number";
export {
  applyAccountChanges,
  type AccountMail,
  type AccountOutcome,
} from "#features/numbers/apply-account-changes";
export { endSubscription } from "#features/numbers/end-subscription";
export { allNumbers, findNumber, numbersInUse, type NumberRow } from "#features/numbers/queries";
export { numberRoutes } from "#features/numbers/routes";
export { refusedCall } from "#features/numbers/refused-call";
export { numberKeywordRoutes } from "#features/numbers/routes-keywords";
export { numberGraphRoutes } from "#features/numbers/routes-graph";
export { numberHealthRoutes } from "#features/numbers/routes-health";
export { numberProfileRoutes } from "#features/numbers/routes-profile";
export { numberRegistrationRoutes } from "#features/numbers/routes-registration";
export { numberSignupRoutes } from "#features/numbers/routes-signup";
export { formerOwners, ROUTE_KNOWN_MS } from "#features/numbers/routing";
export { sweepNumbers } from "#features/numbers/sweep-numbers";
export { stopNumbers, type NumberStop } from "#features/numbers/stop-numbers";
export { areWordsChanged, setLinkWords } from "#features/numbers/writes";
export { isNumberMoved } from "#features/numbers/writes-news";
export { updateNumberProfile } from "#features/numbers/manage-profile";
export { findSeenNumber, requireNumberInUse } from "#features/numbers/require-number";
export { ProfileView } from "#features/numbers/schemas-profile";
export { eraseAtMeta } from "#features/numbers/erase-at-meta";
export { forgetBlocks } from "#features/numbers/writes-blocked";
export { leaveMeta } from "#features/numbers/leave-meta";
