declare namespace Cloudflare {
  interface Env {
    CONTROL_MIGRATIONS: D1Migration[];
    META_EXAMPLES_DIR: string;
  }
}
