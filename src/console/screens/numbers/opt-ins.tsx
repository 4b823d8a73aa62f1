import { may } from "../../api/session.ts";
import { OptInLinks } from "./opt-in-links.tsx";
import { OwnWords } from "./own-words.tsx";

/** How people agree to offers on a number, and end them. */
export function OptIns() {
  return (
    <>
      {may("consents:read") && <OptInLinks />}
      <OwnWords />
    </>
  );
}
