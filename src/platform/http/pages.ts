import { html } from "hono/html";

const STYLE = "/docs/page.css";

/** The reference: an empty page that our own script fills with Swagger UI from our own assets. */
export const docsPage = () =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>WaQtor API reference</title>
        <link rel="icon" type="image/png" href="/docs/favicon.png" />
        <link rel="stylesheet" href="/docs/swagger-ui.css" />
      </head>
      <body>
        <div id="reference"></div>
        <noscript
          >The reference needs JavaScript. The contract itself is at
          <a href="/openapi.json">/openapi.json</a>.</noscript
        >
        <script src="/docs/swagger-ui-bundle.js"></script>
        <script src="/docs/init.js"></script>
      </body>
    </html>`;

/** What a person sees who opens the deployment's address. */
export const landingPage = (supportEmail: string) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>WaQtor</title>
        <link rel="icon" type="image/png" href="/docs/favicon.png" />
        <link rel="stylesheet" href="${STYLE}" />
      </head>
      <body>
        <main>
          <h1>WaQtor</h1>
          <p>
            WhatsApp automation on Meta's official Cloud API: numbers, contacts and their consent,
            conversations, templates and campaigns.
          </p>
          <ul>
            <li><a href="/docs">API reference</a></li>
            <li><a href="/openapi.json">OpenAPI 3.1 document</a></li>
            <li><a href="mailto:${supportEmail}">${supportEmail}</a></li>
          </ul>
        </main>
      </body>
    </html>`;
