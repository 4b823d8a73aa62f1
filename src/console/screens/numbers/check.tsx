import { useParams } from "@tanstack/react-router";

import { may } from "../../api/session.ts";
import { Doctor } from "./doctor.tsx";
import { HealthCard } from "./health-card.tsx";
import { LimitsCard } from "./limits-card.tsx";

/** What keeps a number from working, what Meta says of it now, and how much it may send. */
export function Check() {
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  return (
    <>
      {may("numbers:write") && <Doctor id={id} />}
      <HealthCard id={id} />
      <LimitsCard id={id} />
    </>
  );
}
