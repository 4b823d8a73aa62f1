import { magicOf, type Effect } from "#sandbox/magic-recipients";
import { seedOf } from "#sandbox/rng";
import { readSetting, writeSetting } from "#sandbox/schema";

export const FAULTS = [
  "error",
  "delay",
  "lost_response",
  "lost_status",
  "duplicate_status",
  "reorder",
  "silent",
] as const;
export type Fault = (typeof FAULTS)[number];

/** What besides messages may go wrong: a file is uploaded, its address is asked for, or its bytes are. */
export const FAULTY_CALLS = ["media_upload", "media_address", "media_download"] as const;
export type FaultyCall = (typeof FAULTY_CALLS)[number];

/** A fault that befalls the messages, or else calls, that it matches: by the recipient's ending, and the nth or every nth of those. */
export interface FaultRule {
  readonly match: {
    readonly ending?: string | undefined;
    readonly every?: number | undefined;
    readonly nth?: number | undefined;
    /** These calls; messages when absent. */
    readonly call?: FaultyCall | undefined;
  };
  readonly fault: Fault;
  /** For `error`; 131000 when absent. */
  readonly code?: number | undefined;
  /** For `delay`: how late the answer to the POST is; 2000 when absent. */
  readonly delay_ms?: number | undefined;
}

export interface FaultPlan {
  readonly seed: number;
  readonly rules: readonly FaultRule[];
}

/** What happens to one message. */
export interface Fate {
  readonly effect: Effect;
  readonly code: number;
  readonly delayMs: number;
}

interface Kept extends FaultPlan {
  /** The ledger's last sequence when the plan was set: rules and chance count from there. */
  readonly sinceSeq: number;
}

const DEFAULT_CODE = 131000;
const DEFAULT_DELAY_MS = 2000;

/** The rules in force and their counters. Those of messages are rebuilt from the ledger after a restart, those of calls begin anew. */
export class Faults {
  private kept: Kept;
  private counts: number[];
  private readonly sql: SqlStorage;
  private readonly objectId: string;

  constructor(sql: SqlStorage, objectId: string) {
    this.sql = sql;
    this.objectId = objectId;
    this.kept = readSetting<Kept>(sql, "faults") ?? this.unset(0);
    this.counts = this.kept.rules.map((rule) => this.countInLedger(rule));
  }

  get plan(): FaultPlan {
    return { seed: this.kept.seed, rules: this.kept.rules };
  }

  get seed(): number {
    return this.kept.seed;
  }

  /** The position of a ledger row since the seed was set, from 1. */
  position(seq: number): number {
    return seq - this.kept.sinceSeq;
  }

  set(
    plan: { readonly seed?: number | undefined; readonly rules: readonly FaultRule[] },
    lastSeq: number,
  ): FaultPlan {
    this.kept = {
      seed: plan.seed ?? this.kept.seed,
      rules: plan.rules,
      sinceSeq: lastSeq,
    };
    this.counts = plan.rules.map(() => 0);
    writeSetting(this.sql, "faults", this.kept);
    return this.plan;
  }

  clear(lastSeq: number): void {
    this.kept = this.unset(lastSeq);
    this.counts = [];
    writeSetting(this.sql, "faults", this.kept);
  }

  /** Count a message and tell its fate: the first rule that matches, else the recipient's magic, else nothing special. */
  meet(recipient: string): Fate {
    const turns = this.kept.rules.filter(
      (rule, i) => isOfMessages(rule) && this.isHit(rule, i, recipient),
    );
    return turns[0] === undefined ? magicFate(recipient) : ruleFate(turns[0]);
  }

  /** Count a call and tell its fate, or null when nothing befalls it. */
  meetCall(call: FaultyCall): Fate | null {
    const turns = this.kept.rules.filter(
      (rule, i) => rule.match.call === call && this.isHit(rule, i, ""),
    );
    return turns[0] === undefined ? null : ruleFate(turns[0]);
  }

  /** Whether it is the rule's turn; counts the message for the rule if it is of its kind. */
  private isHit(rule: FaultRule, i: number, recipient: string): boolean {
    if (!isEnding(rule, recipient)) return false;
    const count = (this.counts[i] ?? 0) + 1;
    this.counts[i] = count;
    return isTurn(rule, count);
  }

  private unset(sinceSeq: number): Kept {
    return { seed: seedOf(this.objectId), rules: [], sinceSeq };
  }

  private countInLedger(rule: FaultRule): number {
    if (!isOfMessages(rule)) return 0;
    return this.sql
      .exec<{ n: number }>(
        "SELECT count(*) n FROM ledger WHERE seq > ? AND recipient LIKE '%' || ?",
        this.kept.sinceSeq,
        rule.match.ending ?? "",
      )
      .one().n;
  }
}

const ruleFate = (rule: FaultRule): Fate => ({
  effect: rule.fault,
  code: rule.code ?? DEFAULT_CODE,
  delayMs: rule.delay_ms ?? DEFAULT_DELAY_MS,
});

function magicFate(recipient: string): Fate {
  const magic = magicOf(recipient);
  return {
    effect: magic?.effect ?? "normal",
    code: magic?.code ?? DEFAULT_CODE,
    delayMs: DEFAULT_DELAY_MS,
  };
}

const isOfMessages = ({ match }: FaultRule): boolean => match.call === undefined;

const isEnding = (rule: FaultRule, recipient: string): boolean =>
  rule.match.ending === undefined || recipient.endsWith(rule.match.ending);

const isTurn = ({ match }: FaultRule, count: number): boolean =>
  (match.nth === undefined || count === match.nth) &&
  (match.every === undefined || count % match.every === 0);
