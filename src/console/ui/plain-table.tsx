/** Rows of texts as they came, in a box that scrolls; `label` names it. */
export function PlainTable({
  rows,
  label,
}: {
  rows: readonly (readonly string[])[];
  label: string;
}) {
  return (
    <div
      aria-label={label}
      className="overflow-x-auto rounded-lg border border-line"
      role="region"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full border-collapse text-sm">
        <tbody className="divide-y divide-line">
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td className="max-w-60 truncate px-3 py-2 whitespace-nowrap" key={column}>
                  <bdi>{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
