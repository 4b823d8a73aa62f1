import { diagnose } from "#core/number/doctor";
import type { Asked } from "#core/number/finding";
import { actionFor } from "#core/whatsapp/error-action";
import { appOfNumber } from "#features/numbers/app-of-number";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import type { DoctorView } from "#features/numbers/schemas-health";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { callWith, debugToken, openToken, type GraphReply } from "#platform/meta/graph";
import { getNumberHealth, listSubscribedApps, listWebhookFields } from "#platform/meta/health";
import { callbackUrl, echoWebhook } from "#platform/meta/webhook-echo";

const NO_APP = { type: "unasked", why: "The deployment does not name its Meta app." } as const;

/**
 * Look at everything that must hold for a number to send and to receive. It asks Meta and changes nothing; what cannot be asked
 * is told as unknown.
 *
 * @throws AppError `not_found`, `invalid_state` once it is disconnected.
 */
export async function askDoctor(ctx: TenantContext, id: string): Promise<DoctorView> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  const accessToken = await openToken(ctx, row);
  const call = callWith(ctx, { kind: row.kind, accessToken });
  const { app, appId, verifyToken } = await appOfNumber(ctx, row);
  const url = callbackUrl(ctx.env, appId);
  const [health, token, subscribedApps, fields, echo] = await Promise.all([
    asked(getNumberHealth(call, row.phoneNumberId)),
    app === null ? NO_APP : asked(debugToken(call, accessToken, app)),
    asked(listSubscribedApps(call, row.wabaId)),
    app === null ? NO_APP : asked(listWebhookFields(call, app)),
    echoed(row, url, verifyToken),
  ]);
  const checkedAt = ctx.nowMs();
  const findings = diagnose({
    nowMs: checkedAt,
    health,
    token,
    appId: app?.appId ?? null,
    subscribedApps,
    fields,
    callbackUrl: url,
    echo,
  });
  const view: DoctorView = {
    number_id: row.id,
    checked_at: new Date(checkedAt).toISOString(),
    data: findings.map(({ check, status, detail, remedyCode, remedy }) => ({
      check,
      status,
      detail,
      remedy_code: remedyCode,
      remedy,
    })),
  };
  await commit(ctx, {
    statements: [],
    audit: { action: "number.doctor", target: row.id },
    answer: { status: 200, body: view },
  });
  return view;
}

async function asked<T>(reply: Promise<GraphReply<T>>): Promise<Asked<T>> {
  const answer = await reply;
  switch (answer.type) {
    case "ok":
      return { type: "told", value: answer.value };
    case "unknown":
      return { type: "unreachable" };
    case "refused": {
      const { code, isTransient, subcode, title } = answer.error;
      return {
        type: "refused",
        title,
        remedy: actionFor(code, isTransient, subcode ?? null).remedyCode,
      };
    }
  }
}

async function echoed(row: NumberRow, url: string, verifyToken: string): Promise<Asked<boolean>> {
  if (row.kind === "sandbox") return { type: "told", value: true };
  const answered = await echoWebhook(url, verifyToken);
  return answered === null
    ? { type: "unasked", why: "The callback URL cannot be reached from the deployment itself." }
    : { type: "told", value: answered };
}
