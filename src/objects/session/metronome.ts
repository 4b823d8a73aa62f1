import {
  heard,
  isFinished,
  newMetronome,
  stepMetronome,
  wakesAtMs,
  type Chunk,
  type Metronome as State,
  type MetronomeInput,
} from "#core/campaign/metronome";
import type { Id } from "#core/ids";
import type { AlarmClock } from "#objects/session/alarm-clock";

/** What a run must know before it sends: whether the campaign may send at all. */
export type Verdict = "go" | "paused" | "cancelled";

/** A campaign whose rows are planned. `chunkSize` in rows. */
export interface CampaignStart {
  readonly campaignId: Id<"campaign">;
  readonly planned: number;
  readonly chunkSize: number;
}

export interface ChunkReport {
  readonly campaignId: Id<"campaign">;
  readonly from: number;
  readonly leftover: boolean;
  /** How long the leftover rows must wait. */
  readonly afterMs?: number | undefined;
  /** Slots that the run took and did not use. */
  readonly unused?:
    | { readonly numberId: Id<"number">; readonly slots: readonly number[] }
    | undefined;
}

/** `ring` sends a chunk's doorbell. It may fail or be lost: a chunk that stays silent is rung again. */
export interface MetronomePorts {
  readonly storage: DurableObjectStorage;
  readonly clock: AlarmClock;
  readonly ring: (campaignId: Id<"campaign">, chunk: Chunk) => void;
}

const SCHEMA =
  "CREATE TABLE IF NOT EXISTS metronomes (campaign_id TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID";

/** The running campaigns of the tenant: releases their chunks, one row written per change. Rules in `core/campaign/metronome`. */
export class Metronome {
  private readonly ports: MetronomePorts;
  private readonly states = new Map<Id<"campaign">, State>();
  /** Equal parameter errors in a row. In memory: an eviction forgets, and the count begins again. */
  private readonly streaks = new Map<Id<"campaign">, { code: number; length: number }>();

  constructor(ports: MetronomePorts) {
    this.ports = ports;
    const { sql } = ports.storage;
    sql.exec(SCHEMA);
    for (const row of sql.exec<{ campaign_id: Id<"campaign">; state: string }>(
      "SELECT campaign_id, state FROM metronomes",
    ))
      this.states.set(row.campaign_id, JSON.parse(row.state) as State);
  }

  /** Begin, or go on: told again it does nothing, told after everything came back it looks through all rows once more. */
  start(campaign: CampaignStart, nowMs: number = Date.now()): void {
    const known = this.states.get(campaign.campaignId);
    if (known === undefined)
      this.states.set(campaign.campaignId, newMetronome(campaign.planned, campaign.chunkSize));
    this.step(campaign.campaignId, { type: "start" }, nowMs);
  }

  pause(campaignId: Id<"campaign">, nowMs: number = Date.now()): void {
    this.step(campaignId, { type: "pause" }, nowMs);
  }

  resume(campaignId: Id<"campaign">, nowMs: number = Date.now()): void {
    this.streaks.delete(campaignId);
    this.step(campaignId, { type: "resume" }, nowMs);
  }

  cancel(campaignId: Id<"campaign">, nowMs: number = Date.now()): void {
    this.step(campaignId, { type: "cancel" }, nowMs);
  }

  /** @returns Whether every chunk came back with nothing left over. */
  done(report: ChunkReport, nowMs: number = Date.now()): boolean {
    const { from, leftover, afterMs } = report;
    this.step(report.campaignId, { type: "done", from, leftover, afterMs }, nowMs);
    const state = this.states.get(report.campaignId);
    return state !== undefined && isFinished(state);
  }

  /** Forget a campaign that is over. */
  forget(campaignId: Id<"campaign">): void {
    this.states.delete(campaignId);
    this.streaks.delete(campaignId);
    this.ports.storage.sql.exec("DELETE FROM metronomes WHERE campaign_id = ?", campaignId);
  }

  /** Whether the campaign may send. One that the metronome does not know may: the claim in the database decides then. */
  verdict(campaignId: Id<"campaign">): Verdict {
    const status = this.states.get(campaignId)?.status ?? "running";
    return status === "running" ? "go" : status;
  }

  /** `verdict`, asked by the run of a chunk, which thereby shows that it is alive. */
  check(campaignId: Id<"campaign">, from: number, nowMs: number = Date.now()): Verdict {
    const state = this.states.get(campaignId);
    if (state !== undefined) this.states.set(campaignId, heard(state, from, nowMs));
    return this.verdict(campaignId);
  }

  /**
   * Count how often the same parameter error came in a row.
   *
   * @param codes Outcomes in order: the error's code, or null for anything else.
   * @returns The longest run of one code that these outcomes reached.
   */
  noteErrors(campaignId: Id<"campaign">, codes: readonly (number | null)[]): number {
    let streak = this.streaks.get(campaignId);
    let longest = 0;
    for (const code of codes) {
      if (code === null) streak = undefined;
      else streak = { code, length: streak?.code === code ? streak.length + 1 : 1 };
      longest = Math.max(longest, streak?.length ?? 0);
    }
    if (streak === undefined) this.streaks.delete(campaignId);
    else this.streaks.set(campaignId, streak);
    return longest;
  }

  /** Ring what has been silent for too long and release what has become due. */
  alarm(nowMs: number = Date.now()): void {
    for (const campaignId of this.states.keys()) this.step(campaignId, { type: "tick" }, nowMs);
  }

  private step(campaignId: Id<"campaign">, input: MetronomeInput, nowMs: number): void {
    const before = this.states.get(campaignId);
    if (before === undefined) return;
    const { state, ring } = stepMetronome(before, input, nowMs);
    this.states.set(campaignId, state);
    if (input.type !== "tick" || ring.length > 0) this.store(campaignId, state);
    const wakeAtMs = wakesAtMs(state);
    if (wakeAtMs !== null) this.ports.clock.wakeBy(wakeAtMs);
    for (const chunk of ring) this.ports.ring(campaignId, chunk);
  }

  private store(campaignId: Id<"campaign">, state: State): void {
    this.ports.storage.sql.exec(
      "INSERT INTO metronomes (campaign_id, state) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET state = ?2",
      campaignId,
      JSON.stringify(state),
    );
  }
}
