import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { isInUse, numbersQuery } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { duplicateTemplate, type Template } from "../../api/templates.ts";
import { toast } from "../../ui/toast.tsx";

/** Makes a draft with the same content and opens it. It needs a number of the same account. */
export function useDuplicate(template: Template) {
  const t = useTranslations("templates");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: numbers } = useQuery(numbersQuery);
  const home = numbers?.data.find(
    (number) => isInUse(number) && number.waba_id === template.waba_id,
  );
  const duplication = useMutation({
    mutationFn: () => duplicateTemplate(template, home?.id ?? ""),
    onSuccess: async ({ id, name }) => {
      await queries.invalidateQueries({ queryKey: ["templates"] });
      toast(t("duplicated", { name }));
      void navigate({ to: "/templates/$id", params: { id } });
    },
  });
  return { mayDuplicate: may("templates:write") && home !== undefined, duplication };
}
