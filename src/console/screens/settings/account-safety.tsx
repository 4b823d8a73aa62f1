import type { Me } from "../../api/workspace.ts";
import { ChangeEmail } from "./change-email.tsx";
import { ChangePassword } from "./change-password.tsx";
import { MySessions } from "./my-sessions.tsx";
import { SecondStep } from "./second-step.tsx";

/** What keeps the person's account theirs: address, password, second step, and where they are signed in. */
export function AccountSafety({ me }: { me: Me }) {
  return (
    <>
      <ChangeEmail email={me.email} isVerified={me.email_verified} />
      <ChangePassword email={me.email} />
      <SecondStep isOn={me.mfa_enabled} />
      <MySessions />
    </>
  );
}
