export {
  appendConsents,
  consentStatements,
  type ConsentEntry,
} from "#features/consent/append-consents";
export { consentHeld } from "#features/consent/events";
export { decideConsent } from "#features/consent/decide-consent";
export { readPersons, readStandings } from "#features/consent/queries-standing";
export { recordAct, recordConsent, type Accompanying } from "#features/consent/record-consent";
export { optOutPages } from "#features/consent/opt-out-pages";
export { proofRoutes } from "#features/consent/routes-proof";
export { readConsentsForExport } from "#features/consent/queries-export";
export { consentRoutes } from "#features/consent/routes";
export { ConsentBody, ConsentView } from "#features/consent/schemas";
export { isLedgerConflict } from "#features/consent/writes";
export {
  readWithdrawn,
  readWithdrawnAmong,
  type AllWithdrawn,
} from "#features/consent/queries-withdrawn";
export {
  earlierWithdrawal,
  forgetWithdrawn,
  guardNoneWithdrawn,
  guardNotWithdrawn,
  isWithdrawnMeanwhile,
  keepWithdrawn,
} from "#features/consent/writes-withdrawn";
export { sealConsents, sealSubscriber } from "#features/consent/seal-consents";
export { redactConsents } from "#features/consent/writes-seals";
