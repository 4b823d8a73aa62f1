import { readFileSync } from "node:fs";

import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Fixed secrets, so that a developer's `.dev.vars` never changes a test. Base64 of 32 bytes where a key is needed. */
const SECRETS = {
  META_APP_SECRET: "test-meta-app-secret-0123456789abcdef",
  META_VERIFY_TOKEN: "test-verify-token-0123456789abcdefgh",
  JWT_KEYS: `t1:${btoa("jwt-key-of-the-tests-32-bytes-00")}`,
  ENCRYPTION_KEYS: `e1:${btoa("encryption-key-of-tests-32-bytes")}`,
  PASSWORD_PEPPER: "test-password-pepper-0123456789abcdef",
};

/** Tenants are never shared between tests, so a run needs more databases than the development pool has. */
const TEST_POOL = Object.fromEntries(
  Array.from({ length: 2500 }, (_, i) => [`TENANT_DB_T${String(i).padStart(4, "0")}`, `test-${i}`]),
);

/** Webhooks from Meta's documentation, as one JSON object by name: kept outside, read here because workerd has no files. */
function metaExamples(folder: string | undefined): string {
  if (!folder) return "";
  const files = ["webhook-examples.json", "webhook-examples-extra.json"];
  const examples = files.map((file): unknown =>
    JSON.parse(readFileSync(`${folder}/${file}`, "utf8")),
  );
  return JSON.stringify(Object.assign({}, ...examples));
}

/** The bodies of messages from Meta's specification, likewise. */
const messageExamples = (folder: string | undefined): string =>
  folder ? readFileSync(`${folder}/message-examples.json`, "utf8") : "";

/**
 * Jobs go on behind the answers. One that asks for a module while the runner closes a file's environment is told so by this
 * error, which no code of ours can raise or catch; every other unhandled error fails the run.
 */
const isNoFault = ({ name, message }: { readonly name?: string; readonly message: string }) =>
  name === "EnvironmentTeardownError" && message.includes("Closing rpc") ? false : undefined;

/** No test is about time: this only tells a test that hangs from one on a busy machine, ms. */
const LIVENESS_MS = 60_000;

/** Tests wait more than they compute. Projects of one group must agree in it. */
const WORKERS = 2;

export default defineConfig(async () => ({
  test: {
    silent: "passed-only" as const,
    onUnhandledError: isNoFault,
    coverage: { provider: "istanbul" as const, include: ["src/**"] },
    projects: [
      {
        test: {
          name: "core",
          include: ["test/ai/**/*.test.ts", "test/core/**/*.test.ts", "test/*.test.ts"],
          environment: "node",
          maxWorkers: WORKERS,
          testTimeout: LIVENESS_MS,
        },
      },
      {
        test: {
          name: "console",
          include: ["test/console/**/*.test.ts"],
          globalSetup: ["test/console/setup.ts"],
          environment: "node",
          maxWorkers: WORKERS,
          testTimeout: 45_000,
          // A browser and a server that share two processors lose a race now and then; the report names who needed it.
          retry: 1,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              d1Databases: TEST_POOL,
              bindings: {
                ...SECRETS,
                META_EXAMPLES: metaExamples(process.env["META_EXAMPLES_DIR"]),
                META_MESSAGE_EXAMPLES: messageExamples(process.env["META_EXAMPLES_DIR"]),
                META_GRAPH_URL: "https://graph.facebook.com",
                META_APP_ID: "",
                OPENROUTER_URL: "https://openrouter.ai/api/v1",
                OPENROUTER_API_KEY: "sk-or-v1-of-the-tests-0123456789abcdef",
                AI_MODELS: "google/gemini-2.5-flash,qwen/qwen3-235b-a22b-2507",
                PASSWORD_COST: "m=64,t=1,p=1",
                CLIENT_IP_HEADER: "cf-connecting-ip",
                ARCHIVE_FROM_MB: "7000",
                REGISTRATION: "open",
                REGISTRATIONS_PER_DAY: "100",
                SANDBOX: "on",
                WEBHOOK_ALLOW_LOOPBACK: "off",
              },
              outboundService: () => new Response("nothing leaves the tests", { status: 599 }),
            },
          }),
        ],
        test: {
          name: "worker",
          include: ["test/**/*.test.ts"],
          exclude: ["test/ai/**", "test/core/**", "test/console/**", "test/*.test.ts"],
          setupFiles: ["test/setup.ts"],
          isolate: false,
          maxWorkers: WORKERS,
          testTimeout: LIVENESS_MS,
          // Files share a queue, and one that ends leaves jobs of nobody in it, behind which the next file's wait.
          retry: 1,
        },
      },
    ],
  },
}));
