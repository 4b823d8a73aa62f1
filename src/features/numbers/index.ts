export { findNumber, listNumbers, soleNumber, type NumberRow } from "#features/numbers/queries";
export { NumberView, numberView } from "#features/numbers/schemas";
