import type { Definition } from "#core/automation/definition";
import { programOf } from "#core/automation/definition";
import { testFault, type Stage } from "#core/automation/simulate";
import { verify } from "#core/automation/verify";
import type { Surroundings } from "#core/automation/verify-problem";
import { callbackUrlFault } from "#core/callback-url";
import { readNamed } from "#features/automations/queries";
import type { AutomationProblems } from "#features/automations/schemas";
import { readHours } from "#features/hours/index";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";

/** What is wrong with a definition in this workspace, and which of its played conversations do not go as they are written. */
export async function findProblems(
  ctx: ScopedContext,
  { id, definition }: { readonly id: string | null; readonly definition: Definition },
): Promise<AutomationProblems["problems"]> {
  const [around, stage] = await Promise.all([surroundings(ctx, id, definition), stageOf(ctx)]);
  const problems = verify(definition, around);
  // What cannot run is not played.
  if (problems.some(({ severity }) => severity === "error")) return [...problems];
  const failed = definition.tests.flatMap((test, at) => {
    const fault = testFault(definition, test, stage);
    if (fault === null) return [];
    const { message } = fault;
    const pointer = `/tests/${at}${fault.pointer}`;
    return [{ code: "test_failed", severity: "error", pointer, message } as const];
  });
  return [...problems, ...failed];
}

/** Where conversations are played: now, by the hours of the workspace. */
export async function stageOf(ctx: ScopedContext, startMs = ctx.nowMs()): Promise<Stage> {
  const country = ctx.tenant.settings.default_country ?? null;
  return { hours: await readHours(ctx), startMs, country };
}

async function surroundings(
  ctx: ScopedContext,
  automationId: string | null,
  definition: Definition,
): Promise<Surroundings> {
  const steps = Object.values(programOf(definition).steps);
  const named = await readNamed(ctx.db, {
    templates: steps.flatMap((step) => (step.type === "template" ? [step.template_id] : [])),
    media: steps.flatMap((step) => (step.type === "media" ? [step.media_id] : [])),
    automations: steps.flatMap((step) => (step.type === "start_flow" ? [step.automation_id] : [])),
  });
  const { allowsLoopback } = configOf(ctx.env);
  return { automationId, ...named, urlFault: (url) => callbackUrlFault(url, { allowsLoopback }) };
}
