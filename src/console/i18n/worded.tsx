import { Suspense, use, type ReactNode } from "react";

import { allWords } from "./i18n.tsx";

/** Shown once every word is there: for what stands on a screen of the first file, and says something of the second. */
export const Worded = ({ children }: { children: ReactNode }) => (
  <Suspense fallback={null}>
    <Waits>{children}</Waits>
  </Suspense>
);

function Waits({ children }: { children: ReactNode }) {
  use(allWords());
  return children;
}
