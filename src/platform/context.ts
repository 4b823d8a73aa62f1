import type { NumberAccess } from "#core/account/number-access";
import { AppError } from "#core/errors";
import type { Id, NewId } from "#core/ids";
import type { Role, Scope } from "#core/scopes";
import type { TenantState } from "#core/tenant/states";
import type { ControlDb } from "#db/control/client";
import type { TenantSettings } from "#db/control/schema";
import type { TenantDb } from "#db/tenant/client";
import type { Job } from "#platform/queue/jobs";

/** The tenant's row of the control database: everything that decides where its data lives. */
export interface TenantRecord {
  readonly id: Id<"tenant">;
  readonly name: string;
  readonly timezone: string;
  /** Name of its D1 binding, e.g. `TENANT_DB_0001`; null until the first act that needs a database. */
  readonly binding: string | null;
  readonly state: TenantState;
  readonly settings: TenantSettings;
  /** When a workspace that its owner closed is gone, Unix ms; null of every other one. */
  readonly closingAt: number | null;
}

/** Who acts. A `job` holds every scope: it acts for the tenant, not for a caller. */
export type Actor =
  | {
      readonly kind: "user";
      readonly id: Id<"user">;
      readonly sessionId: Id<"session">;
      readonly role: Role;
      readonly scopes: readonly Scope[];
      /** The numbers that they may know of: see `number-access`. */
      readonly numbers: NumberAccess;
    }
  | {
      readonly kind: "api_key";
      readonly id: Id<"apiKey">;
      readonly scopes: readonly Scope[];
      readonly numbers: NumberAccess;
    }
  | { readonly kind: "job"; readonly id: string };

/** Where a call came from, for the audit row. */
export interface Origin {
  readonly requestId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** An `Idempotency-Key` as it is stored: both are SHA-256, hex. */
export interface IdempotencyKey {
  /** Of principal, method, path and key. */
  readonly keyHash: string;
  /** Of the raw body and the query string. */
  readonly fingerprint: string;
}

/** The stubs of the tenant's two objects; typed by the generated bindings. */
export type SessionStub = ReturnType<Env["TENANT_SESSION"]["getByName"]>;
export type SandboxStub = ReturnType<Env["SANDBOX_META"]["getByName"]>;

/** The part of an R2 bucket that belongs to one tenant. Keys are relative to its prefix. */
export interface TenantBucket {
  readonly put: (
    key: string,
    value: ArrayBuffer | Uint8Array<ArrayBuffer> | string,
  ) => Promise<void>;
  readonly get: (key: string) => Promise<ArrayBuffer | null>;
  /** Store a stream whose length is known to the runtime, such as that of a `FixedLengthStream`. */
  readonly putStream: (key: string, value: ReadableStream) => Promise<void>;
  /** Store in parts what has no known length. */
  readonly startUpload: (key: string) => Promise<R2MultipartUpload>;
  /** The object with its bytes as a stream, or a range of them. */
  readonly open: (key: string, range?: R2Range) => Promise<R2ObjectBody | null>;
  /** Delete one object, or up to 1,000 at once. */
  readonly delete: (keys: string | string[]) => Promise<void>;
  /** The keys below a prefix in their order, behind `after`, and the one to go on behind; null at the end. */
  readonly list: (
    prefix: string,
    after: string | null,
  ) => Promise<{ readonly keys: readonly string[]; readonly next: string | null }>;
}

/**
 * What a verb of the control plane may touch, already bound to one workspace: everything but its database, which it may not have
 * yet.
 */
export interface WorkspaceContext {
  readonly tenant: TenantRecord;
  readonly actor: Actor;
  readonly origin: Origin;
  /** Present when the caller gave a key; `commit` stores the answer under it. */
  readonly idempotency: IdempotencyKey | null;
  readonly control: ControlDb;
  readonly session: SessionStub;
  readonly sandbox: SandboxStub;
  readonly bucket: TenantBucket;
  readonly env: Env;
  readonly nowMs: () => number;
  readonly newId: NewId;
  /** Ring a doorbell. Call it after the commit; a lost ring is found by the sweep. */
  readonly enqueue: (job: Job) => Promise<void>;
  /** Let work go on behind the answer. It must not reject: nobody is left to hear of it. */
  readonly defer: (work: Promise<void>) => void;
}

/**
 * Everything a verb may touch, already bound to one tenant. The HTTP edge, the queue consumer and the tests each build one
 * through `bindTenant`; a verb cannot tell which of them called it.
 */
export interface TenantContext extends WorkspaceContext {
  readonly db: TenantDb;
}

declare const scopeChecked: unique symbol;

interface Scoped {
  readonly [scopeChecked]: true;
}

/**
 * A context whose actor was asked for its scope. Helpers and jobs take this one; a verb takes a `TenantContext` and makes it with
 * its first line, so that none can be reached without.
 */
export type ScopedContext = TenantContext & Scoped;

/** The same of a verb of the control plane, which takes a `WorkspaceContext`. */
export type ScopedWorkspaceContext = WorkspaceContext & Scoped;

/** Whether an actor has a scope. A job has every one. */
export const holdsScope = (actor: Actor, scope: Scope): boolean =>
  actor.kind === "job" || actor.scopes.includes(scope);

/** First line of every verb. @throws AppError `missing_scope`. */
export function requireScope<C extends WorkspaceContext>(
  ctx: C,
  scope: Scope,
): asserts ctx is C & Scoped {
  if (holdsScope(ctx.actor, scope)) return;
  throw new AppError("missing_scope", `This credential lacks the scope ${scope}.`);
}

/** The context of a job, which holds every scope: it acts for the tenant. @throws TypeError when a caller acts. */
export function asJob<C extends WorkspaceContext>(ctx: C): C & Scoped {
  if (ctx.actor.kind !== "job") throw new TypeError("only a job acts without a scope");
  // Safe: the line above is the check.
  return ctx as C & Scoped;
}
