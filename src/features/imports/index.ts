export { eraseImportFiles } from "#features/imports/erase-files";
export { importRoutes } from "#features/imports/routes";
export { runImport } from "#features/imports/run-import";
export { sweepImports } from "#features/imports/sweep-imports";
