// Local secrets: random ones on the first start, kept in .dev.vars (git-ignored, readable by its owner alone).
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";

/** Create .dev.vars when there is none. Returns whether it was created. */
export function ensureDevVars(file = ".dev.vars") {
  const opaque = () => randomBytes(32).toString("base64url");
  const key = () => randomBytes(32).toString("base64");
  const lines = [
    `META_APP_SECRET=${opaque()}`,
    `META_VERIFY_TOKEN=${opaque()}`,
    `JWT_KEYS=k1:${key()}`,
    `ENCRYPTION_KEYS=k1:${key()}`,
    `PASSWORD_PEPPER=${opaque()}`,
  ];
  try {
    writeFileSync(file, `${lines.join("\n")}\n`, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}
