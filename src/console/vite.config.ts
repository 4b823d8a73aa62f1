import path from "node:path";

import lucide from "@iconify-json/lucide/icons.json" with { type: "json" };
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import compile from "icu-minify/compile";
import { defineConfig, type Plugin } from "vite";

import { ICON_NAMES } from "./ui/icon-names.ts";

/** The server that `npm run console` talks to. */
const API = process.env["WAQTOR"] ?? "http://localhost:8787";

/** The style of the page at `/`, which the Worker writes. */
const SITE_STYLE = path.join(import.meta.dirname, "site.css");

/** An ICU message as the formatter of the console reads it. A case that says nothing is no part there: an empty part is no text to it. */
export const compileText = (text: string): ReturnType<typeof compile> =>
  JSON.parse(JSON.stringify(compile(text)), (key, value: unknown) =>
    key !== "" && value === "" ? [] : value,
  );

/** ICU messages become arrays at build time, so that no parser is shipped. */
const icuMessages: Plugin = {
  name: "icu-messages",
  enforce: "pre",
  transform(code, id) {
    if (!/\/messages\/(?:later\/)?[\w-]+\.json$/.test(id)) return;
    const compiled: unknown = JSON.parse(code, (_key, value: unknown) =>
      typeof value === "string" ? compileText(value) : value,
    );
    return { code: `export default ${JSON.stringify(compiled)}`, moduleType: "js" };
  },
};

/** The icons in use, as shapes and not as markup: no string may become markup in the console. */
const icons: Plugin = {
  name: "icons",
  resolveId: (id) => (id === "virtual:icons" ? "\0virtual:icons" : null),
  load(id) {
    if (id !== "\0virtual:icons") return null;
    const shapes = Object.fromEntries(ICON_NAMES.map((name) => [name, shapesOf(name)]));
    return `export const shapesOf = ${JSON.stringify(shapes)};`;
  },
};

function shapesOf(name: string): [tag: string, attributes: Record<string, string>][] {
  const drawn: { readonly [name: string]: { readonly body: string } } = lucide.icons;
  const body = drawn[name]?.body;
  if (body === undefined) throw new Error(`Lucide has no icon ${name}`);
  const elements = [...body.matchAll(/<(?<tag>\w+)(?<attributes>[^>]*)>/g)];
  // How lines are drawn stands on the group around the shapes, and again on our own <svg>.
  return elements
    .map(({ groups: { tag = "", attributes = "" } = {} }) => ({ tag, attributes }))
    .filter(({ tag }) => tag !== "g")
    .map(({ tag, attributes }) => [
      tag,
      Object.fromEntries(
        [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
          key,
          value,
        ]),
      ),
    ]);
}

export default defineConfig({
  root: import.meta.dirname,
  base: "/console/",
  plugins: [icuMessages, icons, react(), tailwind()],
  resolve: { alias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
  build: {
    outDir: "../../public/console",
    emptyOutDir: true,
    target: "es2023",
    // Nothing may be inlined: the policy allows files of this origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { console: path.join(import.meta.dirname, "index.html"), site: SITE_STYLE },
      output: {
        // The Worker names the front page's style; everything else is named by what it holds.
        assetFileNames: ({ names }) =>
          names.includes("site.css") ? "site.css" : "assets/[name]-[hash][extname]",
        // What changes only with a dependency, apart from what changes with every commit.
        codeSplitting: {
          groups: [
            {
              name: "vendor",
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|use-intl|hono)\//,
            },
            // Forms over JSON, for the screens that write automations: the way to the inbox does not carry them.
            { name: "tree", test: /src\/console\/ui\/(?:tree|filter)/, minShareCount: 2 },
            { name: "shared", test: /src\/console\/(api|ui)\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/v1", "/media", "/healthz", "/docs", "/openapi.json"].map((path) => [
        path,
        { target: API, changeOrigin: false },
      ]),
    ),
  },
});
