export { eraseExportFiles } from "#features/exports/erase-files";
export { exportLinkRoutes, exportRoutes } from "#features/exports/routes";
export { runExport } from "#features/exports/run-export";
export { sweepExports } from "#features/exports/sweep-exports";
