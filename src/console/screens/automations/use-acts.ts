import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import {
  createAutomation,
  definitionOf,
  deleteAutomation,
  disableAutomation,
  publishAutomation,
  type Automation,
} from "../../api/automations.ts";
import { toast } from "../../ui/toast.tsx";

const NAME_MAX = 200;

/** What can be done with an automation as a whole. */
export function useActs(automation: Automation) {
  const t = useTranslations("automations");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { id, name } = automation;
  const again = () => queries.invalidateQueries({ queryKey: ["automations"] });
  return {
    again,
    enabling: useMutation({
      mutationFn: () => publishAutomation(id),
      onSuccess: async () => {
        await again();
        toast(t("enabled", { name }));
      },
    }),
    disabling: useMutation({
      mutationFn: () => disableAutomation(id),
      onSuccess: async () => {
        await again();
        toast(t("disabled", { name }));
      },
    }),
    duplication: useMutation({
      mutationFn: () =>
        createAutomation({
          ...definitionOf(automation),
          name: t("copyOf", { name }).slice(0, NAME_MAX),
        }),
      onSuccess: async ({ body: copy }) => {
        await again();
        toast(t("duplicated", { name: copy.name }));
        void navigate({ to: "/automations/$id", params: { id: copy.id } });
      },
    }),
    deletion: useMutation({
      mutationFn: () => deleteAutomation(id),
      onSuccess: async () => {
        toast(t("deleted", { name }));
        await queries.invalidateQueries({ queryKey: ["automations", "list"] });
      },
    }),
  };
}
