import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Definition } from "../../api/automations.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { testOf } from "./played.ts";
import { TryCast } from "./try-cast.tsx";
import { TryPhone } from "./try-phone.tsx";
import { TryTrace } from "./try-trace.tsx";
import { usePlay } from "./use-play.ts";

/** The draft, tried on a phone: nothing is sent, nothing is called, and time passes as it is told to. */
export function TryDialog({
  id,
  definition,
  onClose,
}: {
  id: string;
  definition: Definition;
  onClose: () => void;
}) {
  const t = useTranslations("try");
  const play = usePlay(id, { contact: { name: t("person") } });
  return (
    <Dialog lead={t("lead")} onClose={onClose} title={t("title")} wide>
      <div className="grid min-h-0 gap-5 overflow-y-auto p-5 md:grid-cols-[20rem_minmax(0,1fr)]">
        <TryPhone definition={definition} play={play} />
        <div className="grid min-w-0 grid-cols-1 content-start gap-4">
          {play.error !== null && <ProblemNote error={play.error} />}
          <TryTrace definition={definition} play={play} />
          <TryCast definition={definition} play={play} />
          <Keep play={play} />
        </div>
      </div>
    </Dialog>
  );
}

/** A conversation that went well becomes a test: it must go the same way whenever the automation is published. */
function Keep({ play: { turns, played, cast } }: { play: ReturnType<typeof usePlay> }) {
  const t = useTranslations("try");
  const tests = useAt("/tests");
  const [name, setName] = useState("");
  const [isBare, setBare] = useState(false);
  if (played === null || tests.isFixed) return null;
  const keep = () => {
    setBare(name.trim() === "");
    if (name.trim() === "") return;
    const kept = Array.isArray(tests.value) ? (tests.value as unknown[]) : [];
    tests.write([...kept, testOf(name.trim(), turns, cast, played.status)]);
    setName("");
    toast(t("kept"));
  };
  return (
    <div className="grid gap-2 rounded-xl border border-line p-3">
      <Field
        error={isBare ? t("nameMissing") : undefined}
        hint={t("keepHint")}
        label={t("keepName")}
      >
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            maxLength={200}
            onChange={(event) => setName(event.target.value)}
            value={name}
          />
        )}
      </Field>
      <Button className="w-fit" icon="check" onClick={keep}>
        {t("keep")}
      </Button>
    </div>
  );
}
