import { html } from "hono/html";

import { POLICY_LANGUAGES, type PolicyLanguage, type PolicySection } from "#core/policy/version";
import { FRONT_LANGUAGES } from "#platform/http/front-page-text";

/** A page that runs nothing and asks no other host. */
export const POLICY_PAGE_CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What a page of words shows. */
export interface PolicyPage {
  readonly language: PolicyLanguage;
  /** Its own path, for the links to other languages. */
  readonly path: string;
  readonly title: string;
  readonly note: string;
  readonly sections: readonly PolicySection[];
  readonly supportEmail: string;
}

/** Headings and paragraphs, with the way to the other languages. */
export const policyPage = ({ language, path, title, note, sections, supportEmail }: PolicyPage) =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · WaQtor</title>
        <link rel="icon" type="image/png" href="/docs/favicon.png" />
        <link rel="stylesheet" href="/console/site.css" />
      </head>
      <body>
        <header class="bar"><a class="brand" href="/">WaQtor</a></header>
        <main class="words">
          <h1>${title}</h1>
          <p class="quiet">${note}</p>
          ${sections.map(
            ([heading, ...paragraphs]) =>
              html`<section>
                <h2>${heading}</h2>
                ${paragraphs.map((words) => html`<p>${words}</p>`)}
              </section>`,
          )}
        </main>
        <footer>
          <ul>
            <li><a href="mailto:${supportEmail}">${supportEmail}</a></li>
          </ul>
          <nav>
            <ul>
              ${FRONT_LANGUAGES.map(({ id, name }) =>
                id === language
                  ? html`<li><span aria-current="true" lang="${id}">${name}</span></li>`
                  : html`<li>
                      <a href="${path}?lang=${id}" hreflang="${id}" lang="${id}">${name}</a>
                    </li>`,
              )}
            </ul>
          </nav>
        </footer>
      </body>
    </html>`;

/** Whether the policy has this language, as `?lang=` names it. */
export const isPolicyLanguage = (text: string | undefined): text is PolicyLanguage =>
  POLICY_LANGUAGES.some((language) => language === text);
