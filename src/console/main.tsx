/** Language and session are asked for side by side; then the console is drawn once, in its final state. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { isConnected, onConnectionChange } from "./api/connection.ts";
import { Problem } from "./api/problem.ts";
import { queryClient } from "./api/query-client.ts";
import { currentPerson, currentSession, onSessionChange, resume, whoIs } from "./api/session.ts";
import { allWords, LanguageProvider, loadLanguage, preferredLocale } from "./i18n/i18n.tsx";
import { router } from "./router.tsx";
import { loadScreens } from "./routes/base.ts";
import { applyTheme } from "./theme.ts";
import { Toasts } from "./ui/toast.tsx";

/** How long the first screen has the line and the processor for itself once it stands, ms. */
const LATER_MS = 5_000;

applyTheme();
const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");

const [language] = await Promise.all([
  loadLanguage(preferredLocale()),
  // Without an answer nobody is signed in yet; the screen that follows tells why.
  resume().catch(() => undefined),
]);

let who = whoIs(currentSession());
let user = currentPerson()?.user.id;
onSessionChange(() => {
  // Nothing of one person may be shown to the next; a session that is refreshed, or taken up again, keeps what it has.
  const now = whoIs(currentSession());
  if (now === who) return;
  who = now;
  queryClient.clear();
  const before = user;
  user = currentPerson()?.user.id;
  // What was open is of the workspace that the person has left.
  if (user !== undefined && user === before)
    void router.navigate({ to: "/", ignoreBlocker: true }).then(() => router.invalidate());
  else void router.invalidate();
});

// Whoever was cut off goes on by themselves: what failed is asked again, and so is who is signed in.
onConnectionChange(() => {
  if (!isConnected()) return;
  if (currentSession().status === "out") void resume().catch(() => undefined);
  void queryClient.refetchQueries({
    type: "active",
    predicate: ({ state }) => state.error !== null,
  });
  void router.invalidate();
});

// The screen that was asked for comes first.
const unsubscribe = router.subscribe("onRendered", () => {
  unsubscribe();
  setTimeout(() => void allWords().then(loadScreens), LATER_MS);
});

createRoot(root, {
  onCaughtError: (error) => {
    // What the API refused is shown where it was asked for, and is no fault of the console.
    if (!(error instanceof Problem)) reportError(error);
  },
}).render(
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
