export { readSuppressed } from "#features/suppressions/queries";
export { suppressionRoutes } from "#features/suppressions/routes";
export { suppressPerson } from "#features/suppressions/suppress-person";
export { selectorIn } from "#features/suppressions/whom";
export { forgetSuppressed, isSuppressedMeanwhile } from "#features/suppressions/writes";
