import type { Definition } from "#core/automation/definition";
import type { AutomationRow, VersionRow } from "#features/automations/queries";
import type { AutomationView, VersionPage } from "#features/automations/schemas";

/** A row on the wire, with its draft. */
export function automationView(row: AutomationRow): AutomationView {
  const { definition } = row;
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    status: row.status,
    version: row.version === 0 ? null : row.version,
    has_changes: row.publishedRevision !== row.revision,
    trigger: { ...definition.trigger },
    conditions: { ...definition.conditions },
    settings: { ...definition.settings },
    tests: definition.tests.map((test) => ({ ...test })),
    ...bodyOf(definition),
    created_at: new Date(row.createdAt).toISOString(),
    updated_at: new Date(row.updatedAt).toISOString(),
  };
}

const bodyOf = (definition: Definition): Pick<AutomationView, "actions" | "start" | "steps"> =>
  definition.kind === "rule"
    ? { actions: definition.actions.map((action) => ({ ...action })), start: null, steps: null }
    : {
        actions: null,
        start: definition.start,
        steps: Object.fromEntries(
          Object.entries(definition.steps).map(([name, step]) => [name, { ...step }]),
        ),
      };

export const versionView = (row: VersionRow): VersionPage["data"][number] => ({
  version: row.n,
  published_at: new Date(row.publishedAt).toISOString(),
  published_by: row.publishedBy,
  definition: { ...row.definition },
});
