import { useId } from "react";

/** Something that can be ticked, with what it means. */
export function CheckCard({
  title,
  text,
  checked,
  onChange,
}: {
  title: string;
  text: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex gap-3 rounded-xl border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft">
      <input
        aria-describedby={`${id}-text`}
        checked={checked}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        id={id}
        onChange={(event) => onChange(event.target.checked)}
        type="checkbox"
      />
      <label className="grid cursor-pointer gap-0.5 text-sm" htmlFor={id}>
        <span className="font-medium">{title}</span>
        <span className="text-xs text-ink-2" id={`${id}-text`}>
          {text}
        </span>
      </label>
    </div>
  );
}
