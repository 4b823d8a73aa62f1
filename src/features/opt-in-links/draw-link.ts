import { linkUrl } from "#core/consent/opt-in-link";
import { requireLink } from "#features/opt-in-links/require-link";
import { requireScope, type TenantContext } from "#platform/context";
import { qrCode } from "#platform/qr-code";

/** The link as a QR code, an SVG. The longest link that can be made fits one. @throws AppError `not_found`. */
export async function drawOptInLink(ctx: TenantContext, id: string): Promise<string> {
  requireScope(ctx, "consents:read");

  const { link, phone } = await requireLink(ctx, id);
  return qrCode(linkUrl(phone, link));
}
