import { useTranslations } from "use-intl";

import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

/** Asks for the next page of a list, as long as there is one. */
export function MoreButton({
  query,
  className,
}: {
  query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  className?: string;
}) {
  const t = useTranslations("app");
  if (!query.hasNextPage) return null;
  return (
    <Button
      busy={query.isFetchingNextPage}
      className={cx(className)}
      onClick={() => void query.fetchNextPage()}
    >
      {t("more")}
    </Button>
  );
}
