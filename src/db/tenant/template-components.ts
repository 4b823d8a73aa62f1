import { customType } from "drizzle-orm/sqlite-core";

import {
  metaComponents,
  parseComponents,
  type TemplateComponent,
} from "#core/whatsapp/template-components";

/** A column of template components: JSON in Meta's shape, parsed when it is read. What is not known is kept as it came. */
export const templateComponents = customType<{
  data: readonly TemplateComponent[];
  driverData: string;
}>({
  dataType: () => "text",
  toDriver: (components) => JSON.stringify(metaComponents(components)),
  // Safe: nothing but `toDriver` writes such a column.
  fromDriver: (text) => parseComponents(JSON.parse(text) as readonly unknown[]),
});
