import { columnsOf, DATA_CLASSES, type DataPlace } from "#core/privacy/data-class";
import { CONTROL_TABLES } from "#core/privacy/data-map-control";
import { BUCKET_FOLDERS, SANDBOX_TABLES, SESSION_TABLES } from "#core/privacy/data-map-stores";
import { TENANT_TABLES } from "#core/privacy/data-map-tenant";
import { EGRESS } from "#core/privacy/egress";
import { POLICY } from "#core/privacy/policy";
import type { ControlsView, DataMapView, ProcessorsView } from "#features/privacy/schemas-map";
import { requireScope, type TenantContext } from "#platform/context";

type PlaceView = DataMapView["data"][number];

/** Every place where anything is stored. */
export function getDataMap(ctx: TenantContext): DataMapView {
  requireScope(ctx, "privacy:read");

  return {
    data: [
      ...placesOf("workspace_database", TENANT_TABLES),
      ...placesOf("control_database", CONTROL_TABLES),
      ...placesOf("session_object", SESSION_TABLES),
      ...placesOf("sandbox_object", SANDBOX_TABLES),
      ...placesOf("bucket", BUCKET_FOLDERS),
    ],
  };
}

const placesOf = (
  store: PlaceView["store"],
  places: Readonly<Record<string, DataPlace>>,
): readonly PlaceView[] =>
  Object.entries(places).map(([name, place]) => ({
    store,
    name,
    purpose: place.purpose,
    holds: byClass(place),
    on_erasure: place.onErasure,
    kept_for: place.keptFor,
  }));

function byClass(place: DataPlace): Record<string, string[]> {
  const columns = [...columnsOf(place)];
  return Object.fromEntries(
    DATA_CLASSES.map(
      (dataClass) =>
        [dataClass, columns.filter(([, of]) => of === dataClass).map(([name]) => name)] as const,
    ).filter(([, names]) => names.length > 0),
  );
}

/** Everybody outside who is told anything. */
export function getProcessors(ctx: TenantContext): ProcessorsView {
  requireScope(ctx, "privacy:read");

  return {
    data: Object.values(EGRESS).map(({ name, hosts, role, purpose, fields, classes }) => ({
      name,
      hosts: [...hosts],
      role,
      purpose,
      fields: [...fields],
      classes: [...classes],
    })),
  };
}

/** What the privacy policy promises, and what keeps it. */
export function getControls(ctx: TenantContext): ControlsView {
  requireScope(ctx, "privacy:read");

  return {
    data: Object.entries(POLICY).map(([clause, { promise, control }]) => ({
      clause,
      promise,
      control,
    })),
  };
}
