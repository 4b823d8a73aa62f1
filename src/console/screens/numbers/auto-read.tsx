import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { setAutoRead, type PhoneNumber } from "../../api/numbers.ts";
import { Card } from "../../ui/card.tsx";
import { ProblemNote } from "../../ui/feedback.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { toast } from "../../ui/toast.tsx";

const WHEN = ["never", "on_open", "on_reply"] as const;

/** When people see the two blue ticks. */
export function AutoRead({ number: { id, auto_read: chosen } }: { number: PhoneNumber }) {
  const t = useTranslations("numbers");
  const queries = useQueryClient();
  const setting = useMutation({
    mutationFn: (when: PhoneNumber["auto_read"]) => setAutoRead(id, when),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["numbers"] });
      toast(t("autoReadSaved"));
    },
  });
  return (
    <Card title={t("autoRead")}>
      {setting.isError && <ProblemNote className="mb-3" error={setting.error} />}
      <div className="max-w-2xl">
        <RadioCards
          label={t("autoReadAsk")}
          options={WHEN.map((when) => ({
            value: when,
            title: t("autoReadName", { when }),
            text: t("autoReadText", { when }),
          }))}
          register={{
            name: "auto_read",
            value: setting.isPending ? setting.variables : chosen,
            // Safe: the radios are of these values.
            onChange: ({ target: { value } }) => setting.mutate(value as (typeof WHEN)[number]),
          }}
        />
      </div>
    </Card>
  );
}
