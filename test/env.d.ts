declare namespace Cloudflare {
  interface Env {
    /** JSON of the webhooks in `META_EXAMPLES_DIR`, by name; empty when that is not set. */
    META_EXAMPLES: string;
  }
}
