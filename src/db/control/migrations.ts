import init from "../../../migrations/control/0001_init.sql";
import releasedRoutes from "../../../migrations/control/0002_released_routes.sql";
import signInAttempts from "../../../migrations/control/0003_sign_in_attempts.sql";
import invitations from "../../../migrations/control/0004_invitations.sql";
import sessionKind from "../../../migrations/control/0005_session_kind.sql";
import metaApps from "../../../migrations/control/0006_meta_apps.sql";
import alertSubscriptions from "../../../migrations/control/0007_alert_subscriptions.sql";
import membersByWorkspace from "../../../migrations/control/0008_members_by_workspace.sql";
import policyAndCallbacks from "../../../migrations/control/0009_policy_and_meta_callbacks.sql";
import sealedAudit from "../../../migrations/control/0010_sealed_audit.sql";
import accountTokens from "../../../migrations/control/0011_account_tokens.sql";
import closing from "../../../migrations/control/0012_closing.sql";
import controlSweeps from "../../../migrations/control/0013_control_sweeps.sql";
import access from "../../../migrations/control/0014_access.sql";

/** Every control migration in order. A test asserts that this list is the folder's. */
export const CONTROL_MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  { name: "0001_init.sql", sql: init },
  { name: "0002_released_routes.sql", sql: releasedRoutes },
  { name: "0003_sign_in_attempts.sql", sql: signInAttempts },
  { name: "0004_invitations.sql", sql: invitations },
  { name: "0005_session_kind.sql", sql: sessionKind },
  { name: "0006_meta_apps.sql", sql: metaApps },
  { name: "0007_alert_subscriptions.sql", sql: alertSubscriptions },
  { name: "0008_members_by_workspace.sql", sql: membersByWorkspace },
  { name: "0009_policy_and_meta_callbacks.sql", sql: policyAndCallbacks },
  { name: "0010_sealed_audit.sql", sql: sealedAudit },
  { name: "0011_account_tokens.sql", sql: accountTokens },
  { name: "0012_closing.sql", sql: closing },
  { name: "0013_control_sweeps.sql", sql: controlSweeps },
  { name: "0014_access.sql", sql: access },
];
