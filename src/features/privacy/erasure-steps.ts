import type { ErasedPerson, ErasureStep, StepTurn } from "#core/privacy/erasure";
import { scrubNames } from "#db/tenant/scrub-names";
import { eraseFromArchive } from "#features/archive/index";
import { eraseRunsOf } from "#features/automations/index";
import { sealConsents } from "#features/consent/index";
import { eraseThreads } from "#features/conversations/index";
import { eraseExportFiles } from "#features/exports/index";
import { eraseImportFiles } from "#features/imports/index";
import { drainMailbox, eraseArchived } from "#features/inbound/index";
import { eraseMessages } from "#features/messages/index";
import { namesInAnswers } from "#features/privacy/erased-person";
import { unfilePerson } from "#features/search/index";
import { forgetPersonInDeliveries } from "#features/webhooks/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { redactAnswers } from "#platform/idempotency";

/** What one turn did; `waits`: something is just under way that has to end first. */
export type Turn = StepTurn & { readonly waits?: true };

/** One turn at a step. Each may be done again: what it finds erased it leaves. */
type Step = (ctx: ScopedContext, person: ErasedPerson, cursor: string | null) => Promise<Turn>;

const DONE: Turn = { cursor: null };

/** Each step but the last two, which end the request. */
export const STEPS: Readonly<Record<Exclude<ErasureStep, "meta" | "person">, Step>> = {
  mailbox: async (ctx) => {
    await drainMailbox(ctx);
    return DONE;
  },
  runs: async (ctx, { contactIds }) => ({
    cursor: null,
    counts: { automation_runs: await eraseRunsOf(ctx, contactIds) },
  }),
  messages: async (ctx, { contactIds }, cursor) => {
    const { sending, ...turn } = await eraseMessages(ctx, contactIds, cursor);
    return sending === 0 ? turn : { ...turn, waits: true };
  },
  archived: async (ctx, { contactIds }) => ({
    cursor: null,
    counts: { messages: await eraseFromArchive(ctx, { contactIds, messageIds: [] }) },
  }),
  threads: async (ctx, { contactIds }) => {
    await commit(ctx, { statements: eraseThreads(ctx.db, contactIds) });
    return DONE;
  },
  search: async (ctx, { contactIds }) => ({
    cursor: null,
    counts: { search_entries: await unfilePerson(ctx, contactIds) },
  }),
  deliveries: async (ctx, { contactIds }) => {
    for (const id of contactIds) await forgetPersonInDeliveries(ctx, id);
    return DONE;
  },
  answers: async (ctx, person) => {
    const { results } = await commit(ctx, {
      statements: [redactAnswers(ctx.db, await namesInAnswers(ctx, person))],
    });
    return { cursor: null, counts: { stored_answers: results[0]?.meta.changes ?? 0 } };
  },
  archive: (ctx, { names }, cursor) => eraseArchived(ctx, names, cursor),
  files: async (ctx) => {
    const imports = await eraseImportFiles(ctx);
    const exports = await eraseExportFiles(ctx);
    const waits = imports.isNeeded || exports.isUnderWay;
    return {
      cursor: null,
      counts: { import_files: imports.files, export_files: exports.ids.length },
      ...(waits ? { waits: true } : {}),
    };
  },
  consents: async (ctx) => {
    await sealConsents(ctx);
    return DONE;
  },
  settings: async (ctx, { names }) => {
    await commit(ctx, { statements: scrubNames(ctx.db, names) });
    return DONE;
  },
};
