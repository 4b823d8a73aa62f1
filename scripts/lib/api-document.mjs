// The document that /openapi.json serves, made here by the code that answers it, in plain node: no server, no network.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

// Migrations are texts of the bundle; node has to be told so.
registerHooks({
  load(url, context, next) {
    if (!url.endsWith(".sql")) return next(url, context);
    const text = readFileSync(new URL(url), "utf8");
    return {
      format: "module",
      source: `export default ${JSON.stringify(text)};`,
      shortCircuit: true,
    };
  },
});

/** @returns The OpenAPI document, as a client reads it. */
export async function apiDocument() {
  const [{ app }, { describeApi }] = await Promise.all([
    import("#app"),
    import("#platform/http/openapi"),
  ]);
  return JSON.parse(JSON.stringify(describeApi(app, "https://waqtor.example")));
}
