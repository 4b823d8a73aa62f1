/** Every table of the control plane's database. It holds nothing of a customer. */
import type { DataPlace } from "#core/privacy/data-class";

const account = (holds: DataPlace["holds"], purpose: string): DataPlace => ({
  holds,
  onErasure: "none",
  keptFor: "account",
  purpose,
});

export const CONTROL_TABLES: Readonly<Record<string, DataPlace>> = {
  account_tokens: {
    holds: {
      plain: "kind user_id login_version created_at expires_at used_at tenant_id session_kind",
      account: "email",
      credential: "token_hash",
    },
    onErasure: "none",
    keptFor: "hours",
    purpose: "proving an address, and choosing a new password",
  },
  alert_subscriptions: account(
    { plain: "tenant_id user_id kinds updated_at" },
    "which alerts a member wants by e-mail",
  ),
  api_keys: account(
    {
      plain:
        "id tenant_id name scopes created_by created_at expires_at last_used_at revoked_at numbers ip_allow former_until",
      credential: "secret_hash former_hash",
    },
    "keys of the API",
  ),
  audit_logs: {
    holds: {
      plain:
        "seq id at tenant_id actor_kind actor_id action target request_id outcome changes salt addresses_sha256",
      origin: "ip user_agent",
    },
    onErasure: "none",
    keptFor: "audit",
    purpose: "acts on accounts, sessions, keys and routes",
  },
  audit_seals: {
    holds: { plain: "to_seq hash sealed_at" },
    onErasure: "none",
    keptFor: "audit",
    purpose: "how far the audit trail is sealed",
  },
  closings: {
    holds: { plain: "tenant_id binding due_at began_at ended_at place counts" },
    onErasure: "none",
    keptFor: "account",
    purpose: "that a workspace is gone: dates and counts",
  },
  control_sweeps: account(
    { plain: "class started_at finished_at position swept last_swept" },
    "how far the daily sweep has come",
  ),
  dead_letters: account({ plain: "id at queue body" }, "jobs that failed; ids alone"),
  idempotency: {
    holds: { plain: "key_hash fingerprint status created_at", account: "body" },
    onErasure: "none",
    keptFor: "hours",
    purpose: "answers to calls, so that a repeated call does nothing twice",
  },
  invitations: account(
    {
      plain: "id tenant_id role invited_by created_at expires_at accepted_at revoked_at numbers",
      account: "email",
      credential: "token_hash mailed_hash",
    },
    "who was asked to join a workspace",
  ),
  memberships: account(
    { plain: "id tenant_id user_id role created_at numbers" },
    "who works where",
  ),
  meta_apps: account(
    {
      plain: "app_id tenant_id created_at updated_at",
      sealed: "secrets_sealed verify_token_sealed",
    },
    "Meta apps of workspaces' own",
  ),
  meta_callbacks: account(
    { plain: "kind app_id received_at", keyed: "code" },
    "what Meta told of people who removed its app; of the person a keyed hash",
  ),
  number_routes: account(
    { plain: "phone_number_id tenant_id number_id waba_id created_at app_id" },
    "whose number a webhook is for",
  ),
  pool: account({ plain: "binding tenant_id retired_at" }, "which database is whose"),
  quarantine: {
    holds: {
      plain:
        "id received_at phone_number_id waba_id field size_bytes sha256 r2_key reason tenant_id app_id",
    },
    onErasure: "none",
    keptFor: "raw_webhooks",
    purpose: "webhooks for numbers that nobody here owns; the body is sealed in the bucket",
  },
  recovery_codes: account(
    { plain: "user_id used_at", credential: "code_hash" },
    "signing in without the app that makes codes",
  ),
  refresh_tokens: account(
    { plain: "session_id created_at used_at", credential: "token_hash" },
    "staying signed in",
  ),
  released_routes: account(
    { plain: "key tenant_id released_at" },
    "numbers that a workspace gave up",
  ),
  second_factors: account(
    { plain: "user_id last_step created_at confirmed_at", sealed: "seed_sealed" },
    "the second step of signing in",
  ),
  sessions: account(
    {
      plain: "id user_id tenant_id created_at last_used_at expires_at revoked_at kind proven_at",
      origin: "ip user_agent",
    },
    "where somebody is signed in",
  ),
  sign_in_attempts: account(
    { plain: "since attempts", credential: "key_hash" },
    "slowing down who guesses passwords",
  ),
  tenants: account(
    { plain: "id name timezone binding state settings created_at closing_at" },
    "workspaces",
  ),
  users: account(
    {
      plain:
        "id locale email_verified policy_accepted_at policy_version policy_sha256 created_at updated_at login_version",
      account: "full_name email timezone",
      credential: "password_hash",
    },
    "the people who use the product",
  ),
  waba_routes: account(
    { plain: "waba_id tenant_id created_at app_id" },
    "whose account a webhook is for",
  ),
};
