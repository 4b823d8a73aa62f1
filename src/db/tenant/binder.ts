/** Collects the parameters of a statement that is put together from parts. */
export interface Binder {
  readonly params: (string | number | null)[];
  /** Adds a parameter and names it: `?1` is the first. */
  readonly bind: (value: string | number | null) => string;
}

/** A binder without parameters. */
export function newBinder(): Binder {
  const params: (string | number | null)[] = [];
  return { params, bind: (value) => `?${params.push(value)}` };
}
