/** Language and session are asked for side by side; then the console is drawn once, in its final state. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { queryClient } from "./api/query-client.ts";
import { currentSession, onSessionChange, resume, whoIs } from "./api/session.ts";
import { LanguageProvider, loadLanguage, preferredLocale } from "./i18n/i18n.tsx";
import { router } from "./router.tsx";
import { applyTheme } from "./theme.ts";
import { Toasts } from "./ui/toast.tsx";

applyTheme();
const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");

const [language] = await Promise.all([
  loadLanguage(preferredLocale()),
  // Without an answer nobody is signed in yet; the screen that follows tells why.
  resume().catch(() => undefined),
]);

let who = whoIs(currentSession());
onSessionChange(() => {
  // Nothing of one person may be shown to the next; a session that is only refreshed keeps what it has.
  const now = whoIs(currentSession());
  if (now === who) return;
  who = now;
  queryClient.clear();
  void router.invalidate();
});

createRoot(root).render(
  <StrictMode>
    <LanguageProvider first={language} timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}>
      {(chosen) => (
        <QueryClientProvider client={queryClient}>
          <RouterProvider context={{ language: chosen }} router={router} />
          <Toasts />
        </QueryClientProvider>
      )}
    </LanguageProvider>
  </StrictMode>,
);
