import type { DataPlace } from "#core/privacy/data-class";
import { BUSINESS_TABLES } from "#core/privacy/data-map-business";
import { PEOPLE_TABLES } from "#core/privacy/data-map-people";

/** Every table of a workspace's database, column by column: a column that is not here fails the suite. */
export const TENANT_TABLES: Readonly<Record<string, DataPlace>> = {
  ...PEOPLE_TABLES,
  ...BUSINESS_TABLES,
};
