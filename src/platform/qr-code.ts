import { renderSVG } from "uqr";

/** Modules of white around the code: without them a camera does not find it (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/**
 * A text as a QR code: an SVG of rectangles alone, which reads with a seventh of it hidden.
 *
 * @param text At most 2,331 bytes of UTF-8.
 * @throws When it is longer.
 */
export const qrCode = (text: string): string => renderSVG(text, { ecc: "M", border: QUIET_ZONE });
