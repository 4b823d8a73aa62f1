import type { Definition } from "#core/automation/definition";
import { programOf } from "#core/automation/definition";
import { testFault, type Stage } from "#core/automation/simulate";
import { verify } from "#core/automation/verify";
import type { Surroundings } from "#core/automation/verify-problem";
import { callbackUrlFault } from "#core/callback-url";
import { isId } from "#core/ids";
import { readNamed } from "#features/automations/queries";
import type { AutomationProblems } from "#features/automations/schemas";
import { findMembers } from "#features/conversations/index";
import { readHours } from "#features/hours/index";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";

/** More members than one statement asks for are named by no automation that anybody means; who is not asked for is unknown. */
const MEMBERS_MAX = 90;

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
  const ids = steps.flatMap((step) => (step.type === "assign" ? step.members : []));
  const members = await findMembers(
    ctx.control,
    ctx.tenant.id,
    [...new Set(ids)].filter((id) => isId("user", id)).slice(0, MEMBERS_MAX),
  );
  const { allowsLoopback } = configOf(ctx.env);
  return {
    automationId,
    ...named,
    members: new Set(members.keys()),
    urlFault: (url) => callbackUrlFault(url, { allowsLoopback }),
  };
}
