/**
 * An object has one alarm; its parts share it through this clock. An alarm is only ever moved earlier here: whoever wakes
 * too early looks, finds nothing due, and asks again.
 */
export class AlarmClock {
  private armedForMs = Infinity;
  private readonly storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.storage = storage;
  }

  /** Learn what an earlier life of the object left armed. Await it before any part may ask. */
  async load(): Promise<void> {
    this.armedForMs = (await this.storage.getAlarm()) ?? Infinity;
  }

  /** Make sure that the object wakes at `atMs` (Unix ms) or before. At most one row written, none when already armed. */
  wakeBy(atMs: number): void {
    if (this.armedForMs <= atMs) return;
    this.armedForMs = atMs;
    void this.storage.setAlarm(atMs);
  }

  /** Call first in `alarm()`: a fired alarm is consumed, so the parts must ask again. */
  fired(): void {
    this.armedForMs = Infinity;
  }
}
