/** Something that happens at an instant. */
export interface Due {
  readonly dueMs: number;
  /** Breaks ties: first planned, first served. */
  readonly order: number;
}

/** A binary heap: the earliest is on top. */
export class DueHeap<T extends Due> {
  private readonly items: T[] = [];

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    let at = this.items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (top === undefined || last === undefined || this.items.length === 0) return top;
    this.items[0] = last;
    for (let at = 0; ;) {
      const child = this.earlierChild(at);
      if (!this.swapIfEarlier(child, at)) return top;
      at = child;
    }
  }

  private earlierChild(at: number): number {
    const left = at * 2 + 1;
    return this.isEarlier(left + 1, left) ? left + 1 : left;
  }

  private swapIfEarlier(lower: number, upper: number): boolean {
    const below = this.items[lower];
    const above = this.items[upper];
    if (below === undefined || above === undefined || !this.isEarlier(lower, upper)) return false;
    this.items[upper] = below;
    this.items[lower] = above;
    return true;
  }

  private isEarlier(a: number, b: number): boolean {
    const first = this.items[a];
    const second = this.items[b];
    if (first === undefined || second === undefined) return false;
    return (
      first.dueMs < second.dueMs || (first.dueMs === second.dueMs && first.order < second.order)
    );
  }
}
