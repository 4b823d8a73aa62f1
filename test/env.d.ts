declare namespace Cloudflare {
  interface Env {
    /** JSON of the webhooks in `META_EXAMPLES_DIR`, by name; empty when that is not set. */
    META_EXAMPLES: string;
    /** JSON of the message bodies there, by name; likewise. */
    META_MESSAGE_EXAMPLES: string;
  }
}
