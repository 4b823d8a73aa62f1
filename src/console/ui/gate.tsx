import type { ReactNode } from "react";

import { Logo } from "./logo.tsx";
import { OfflineBanner } from "./offline-banner.tsx";

/** The frame of a screen for somebody who is not signed in: our mark, what it is about, one card, and what is beside it. */
export function Gate({
  title,
  lead,
  aside,
  children,
}: {
  title: string;
  lead?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas p-4">
      <div className="w-full max-w-sm py-6">
        <div className="mb-4 overflow-hidden rounded-xl">
          <OfflineBanner />
        </div>
        <div className="mb-6 grid justify-items-center gap-3 text-center">
          <Logo size={48} />
          <div>
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {lead && <p className="mt-1 text-sm text-ink-2">{lead}</p>}
          </div>
        </div>
        <div className="rounded-2xl border border-line bg-surface p-6 shadow-lift">{children}</div>
        {aside && (
          <div className="mt-5 grid justify-items-center gap-2 text-center text-sm text-ink-2">
            {aside}
          </div>
        )}
      </div>
    </main>
  );
}

/** A link in the text beside the card. */
export const GATE_LINK = "font-medium text-accent underline underline-offset-2";
