import { requireScope, type TenantContext } from "#platform/context";

interface Recipient {
  ending: string;
  effect: string;
  code: number | null;
  description: string;
}

/** The magic endings of recipients, and what each does. */
export async function listRecipients(ctx: TenantContext): Promise<Recipient[]> {
  requireScope(ctx, "sandbox:write");
  const rows = await ctx.sandbox.recipients();
  return rows.map(({ ending, effect, code, description }) => ({
    ending,
    effect,
    code,
    description,
  }));
}
