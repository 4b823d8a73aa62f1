import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { steerNumber, type PhoneNumber } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { toast } from "../../ui/toast.tsx";
import { useNumberWords } from "./use-number-words.ts";

/** Whether it sends; if not, why, and the act that mends it. */
export function StatusCard({ number: { id, status } }: { number: PhoneNumber }) {
  const t = useTranslations("numbers");
  const words = useNumberWords();
  const queries = useQueryClient();
  const steering = useMutation({
    mutationFn: (verb: "pause" | "resume") => steerNumber(id, verb),
    onSuccess: async (_, verb) => {
      await queries.invalidateQueries({ queryKey: ["numbers"] });
      toast(t("steered", { verb }));
    },
  });
  const verb = status === "connected" ? "pause" : "resume";
  const canSteer =
    may("numbers:write") &&
    (status === "connected" || status === "paused" || status === "restricted");
  return (
    <Card title={t("statusTitle", { status })}>
      <div className="grid gap-3 text-sm">
        <p className="max-w-2xl text-ink-2">{t("remedy", { status })}</p>
        {steering.isError && <ProblemNote error={steering.error} words={words} />}
        {canSteer && (
          <Button
            busy={steering.isPending}
            className="justify-self-start"
            icon={verb === "pause" ? "pause" : "play"}
            look={verb === "pause" ? "plain" : "primary"}
            onClick={() => steering.mutate(verb)}
          >
            {t(verb)}
          </Button>
        )}
      </div>
    </Card>
  );
}
