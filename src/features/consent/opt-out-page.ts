import { html } from "hono/html";

import { OPT_OUT_TEXTS } from "#features/consent/opt-out-text";
import type { FrontLanguage } from "#platform/http/front-page-text";

/** What the page shows: the question, that it is done, or that the link is none of ours. */
export type OptOutShown =
  | { readonly kind: "ask" | "done"; readonly name: string }
  | { readonly kind: "unknown" };

/** The page behind a person's opt-out link: it needs no script, sets no cookie, asks no other host and tells nothing of the person. */
export function optOutPage(language: FrontLanguage, shown: OptOutShown) {
  const text = OPT_OUT_TEXTS[language];
  const named = (sentence: string): string =>
    sentence.replace("{name}", () => ("name" in shown ? shown.name : ""));
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${text.title}</title>
        <link rel="stylesheet" href="/console/site.css" />
      </head>
      <body>
        <main class="letter">
          <h1>${text.title}</h1>
          ${
            shown.kind === "unknown"
              ? html`<p class="lead">${text.unknown}</p>`
              : shown.kind === "done"
                ? html`<p class="lead" role="status">${named(text.done)}</p>
                    <p>${text.back}</p>`
                : html`<p class="lead">${named(text.ask)}</p>
                    <form method="post">
                      <button class="button primary" type="submit">${text.button}</button>
                    </form>
                    <p>${text.rest}</p>`
          }
        </main>
      </body>
    </html>`;
}
