import { html } from "hono/html";

import { policyText } from "#core/policy/text";
import type { Config } from "#platform/config";
import {
  FRONT_LANGUAGES,
  FRONT_TEXTS,
  type FrontLanguage,
  type FrontText,
} from "#platform/http/front-page-text";

type FrontOptions = Pick<Config, "supportEmail" | "privacyUrl" | "publicUrl" | "registration">;

/** What a person sees who opens the deployment's address: a page that needs no script and asks no other host. */
export function frontPage(language: FrontLanguage, options: FrontOptions) {
  const text = FRONT_TEXTS[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${text.lead}" />
        <title>WaQtor</title>
        <link rel="icon" type="image/png" href="/docs/favicon.png" />
        <link rel="stylesheet" href="/console/site.css" />
        ${FRONT_LANGUAGES.map(({ id }) => html`<link rel="alternate" hreflang="${id}" href="/${id}" />`)}
      </head>
      <body>
        <header class="bar">
          <span class="brand">${mark} WaQtor</span>
          <a class="button" href="/console">${text.signIn}</a>
        </header>
        <main>
          ${hero(text, options)}
          <ul class="points">
            ${text.points.map(
              ([title, words]) =>
                html`<li>
                  <h2>${title}</h2>
                  <p>${words}</p>
                </li>`,
            )}
          </ul>
        </main>
        ${footer(language, options)}
      </body>
    </html>`;
}

const hero = (text: FrontText, { registration }: FrontOptions) =>
  html`<section class="hero">
    <div>
      <h1>${text.title}</h1>
      <p class="lead">${text.lead}</p>
      <p class="acts">
        <a class="button primary" href="/console">${text.signIn}</a>
        ${registration === "open" && html`<a class="button" href="/console/register">${text.register}</a>`}
      </p>
      ${registration === "invite" && html`<p class="quiet">${text.byInvitation}</p>`}
    </div>
    ${talk(text)}
  </section>`;

const footer = (language: FrontLanguage, { supportEmail, ...config }: FrontOptions) => {
  const text = FRONT_TEXTS[language];
  return html`<footer>
    <ul>
      <li><a href="/docs">${text.reference}</a></li>
      <li><a href="/openapi.json">${text.contract}</a></li>
      <li><a href="${config.privacyUrl ?? "/privacy"}" rel="noopener">${text.privacy}</a></li>
      <li>
        <a href="/data-deletion"
          >${policyText(language, { supportEmail, ...config }).deletionTitle}</a
        >
      </li>
      <li><a href="mailto:${supportEmail}">${text.support}: ${supportEmail}</a></li>
    </ul>
    <nav aria-label="${text.languages}">
      <ul>
        ${FRONT_LANGUAGES.map(({ id, name }) =>
          id === language
            ? html`<li><span aria-current="true" lang="${id}">${name}</span></li>`
            : html`<li><a href="/${id}" hreflang="${id}" lang="${id}">${name}</a></li>`,
        )}
      </ul>
    </nav>
  </footer>`;
};

const mark = html`<svg aria-hidden="true" height="32" viewBox="0 0 32 32" width="32">
  <rect fill="#0b7a58" height="32" rx="9" width="32" />
  <path
    d="M8 11.5 11.2 21l3.1-7.2h3.4l3.1 7.2L24 11.5"
    fill="none"
    stroke="#fff"
    stroke-linecap="round"
    stroke-linejoin="round"
    stroke-width="2.6"
  />
</svg>`;

/** A picture of a talk in words; it says nothing that the text beside it does not. */
const talk = ({ talk: [question, answer, thanks], read, timeLeft, agreed }: FrontText) =>
  html`<div aria-hidden="true" class="talk">
    <p class="who">
      <span class="initials">MF</span><b>Mariana Ferreira</b><span class="chip">${agreed}</span>
    </p>
    <p class="theirs">${question}</p>
    <p class="ours">${answer}<small>${read} ✓✓</small></p>
    <p class="theirs">${thanks}</p>
    <p class="left">${timeLeft}</p>
  </div>`;
