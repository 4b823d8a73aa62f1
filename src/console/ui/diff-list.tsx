import { useTranslations } from "use-intl";

interface Row {
  readonly key: string;
  readonly label: string;
  readonly theirs: string;
  readonly mine: string;
}

/** Two versions of one thing, member by member: what stands now, and what was written here. */
export function DiffList({
  rows,
  heads,
}: {
  rows: readonly Row[];
  /** What the two sides are, where they are not what stands now and what was written here. */
  heads?: readonly [theirs: string, mine: string];
}) {
  const t = useTranslations("diff");
  const [theirHead, myHead] = heads ?? [t("theirs"), t("mine")];
  if (rows.length === 0) return <p className="text-sm text-ink-2">{t("same")}</p>;
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <thead className="text-left text-xs text-ink-3">
        <tr>
          <th className="py-2 pr-3 font-medium">{t("member")}</th>
          <th className="py-2 pr-3 font-medium">{theirHead}</th>
          <th className="py-2 font-medium">{myHead}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-t border-line">
        {rows.map(({ key, label, theirs, mine }) => (
          <tr key={key}>
            <th className="py-2.5 pr-3 text-left align-top font-medium break-words" scope="row">
              <bdi>{label}</bdi>
            </th>
            <td className="py-2.5 pr-3 align-top break-words text-ink-2">
              <bdi>{theirs === "" ? "–" : theirs}</bdi>
            </td>
            <td className="py-2.5 align-top break-words">
              <bdi>{mine === "" ? "–" : mine}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
