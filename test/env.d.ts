declare namespace Cloudflare {
  interface Env {
    CONTROL_MIGRATIONS: D1Migration[];
    /** JSON of the webhooks in `META_EXAMPLES_DIR`, by name; empty when that is not set. */
    META_EXAMPLES: string;
  }
}
