import { test } from "vitest";

import { decideSend, SERVICE_WINDOW_MS, windowExpiresAt } from "#core/conversation/window";

test("free-form content needs a window that is still open", ({ expect }) => {
  const at = (nowMs: number) => decideSend({ content: "free_form", lastInboundAtMs: 1_000, nowMs });
  expect(at(1_000 + SERVICE_WINDOW_MS - 1)).toEqual({
    ok: true,
    value: { expiresAtMs: 1_000 + SERVICE_WINDOW_MS },
  });
  expect(at(1_000 + SERVICE_WINDOW_MS)).toEqual({
    ok: false,
    error: { reason: "closed", closedAtMs: 1_000 + SERVICE_WINDOW_MS },
  });
});

test("who never wrote has no window, and a template needs none", ({ expect }) => {
  expect(windowExpiresAt(null)).toBeNull();
  expect(decideSend({ content: "free_form", lastInboundAtMs: null, nowMs: 1 }).ok).toBe(false);
  expect(decideSend({ content: "template", lastInboundAtMs: null, nowMs: 1 }).ok).toBe(true);
});
