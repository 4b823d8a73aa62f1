interface Entry<V> {
  readonly value: V;
  readonly untilMs: number;
}

/**
 * What one isolate remembers so that it need not ask again. Bounded: the entry that was set longest ago makes room, so a full
 * cache loses one entry and not all. It is gone with the isolate, and no other isolate has it.
 */
export class IsolateCache<K, V> {
  private readonly entries = new Map<K, Entry<V>>();
  /** Counts what was forgotten on purpose, so that a load that began before is not kept after. */
  private forgotten = 0;
  private readonly entriesMax: number;
  private readonly ttlMs: number;

  /** @param options.ttlMs How long an entry is believed after it was set; for the isolate's life when left out. */
  constructor(options: { readonly entriesMax: number; readonly ttlMs?: number }) {
    this.entriesMax = options.entriesMax;
    this.ttlMs = options.ttlMs ?? Infinity;
  }

  get(key: K, nowMs = Date.now()): V | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.untilMs > nowMs) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  set(key: K, value: V, nowMs = Date.now()): void {
    this.entries.delete(key);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size < this.entriesMax) break;
      this.entries.delete(oldest);
    }
    this.entries.set(key, { value, untilMs: nowMs + this.ttlMs });
  }

  /**
   * What is kept, or else what `load` finds. A load that fails or finds undefined is not kept, and neither is one that
   * `delete` or `clear` overtook.
   *
   * Loads are not shared: each caller waits for its own. A load belongs to the request that began it and never settles once
   * that request is over, so whoever shared it would wait for ever (workerd does so).
   */
  async getOrLoad<U extends V | undefined>(key: K, load: () => Promise<U>): Promise<V | U> {
    const kept = this.get(key);
    if (kept !== undefined) return kept;
    const asOf = this.forgotten;
    const loaded = await load();
    if (loaded !== undefined && asOf === this.forgotten) this.set(key, loaded);
    return loaded;
  }

  delete(key: K): void {
    this.forgotten += 1;
    this.entries.delete(key);
  }

  clear(): void {
    this.forgotten += 1;
    this.entries.clear();
  }
}
