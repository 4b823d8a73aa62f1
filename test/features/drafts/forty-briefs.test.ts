import { afterEach, test, vi } from "vitest";

import { MOODS } from "../../../scripts/stand-ins/openrouter-moods.ts";
import { BRIEFS, MODELS } from "../../ai/briefs.ts";
import { call } from "../../fixtures/call.ts";
import { anAiWorkspace } from "./fixture.ts";

afterEach(() => vi.restoreAllMocks());

/** One that keeps silent is waited for elsewhere. */
const MOOD_NAMES = Object.keys(MOODS).filter((name) => name !== "silent");

test.for(MODELS)(
  "of forty briefs to %s, whatever it answers, every accepted draft lints without an error",
  async (model, { expect }) => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const shop = await anAiWorkspace();
    let accepted = 0;
    for (const [at, given] of BRIEFS.entries()) {
      const told = Object.entries(given).filter(([, value]) => value !== null);
      const mood = at % 2 === 0 ? "good" : MOOD_NAMES[(at * 7) % MOOD_NAMES.length];
      const brief = `${given.brief.slice(0, 1_900)} stand-in:${mood}`;
      const draft = await call(shop, "POST /drafts", { ...Object.fromEntries(told), brief, model });
      expect([brief, draft.status]).toEqual([brief, draft.status === 201 ? 201 : 502]);
      if (draft.status !== 201) continue;
      const template = await call(shop, `POST /drafts/${String(draft.body["id"])}/accept`, {});
      expect([brief, template.status, template.body["status"]]).toEqual([brief, 201, "draft"]);
      const { name, language, category, components } = template.body;
      const content = { name, language, category, components };
      const { body } = await call(shop, "POST /templates/lint", content);
      const errors = (body["problems"] as { severity: string }[]).filter(
        ({ severity }) => severity === "error",
      );
      expect([brief, language, category, errors]).toEqual([
        brief,
        given.language,
        given.category,
        [],
      ]);
      accepted += 1;
    }
    expect(BRIEFS.length).toBe(40);
    // Every other brief is answered well, and some of the rest.
    expect(accepted).toBeGreaterThan(20);
    expect(accepted).toBeLessThan(40);
  },
);
