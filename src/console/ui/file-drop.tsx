import { useId, useState } from "react";

import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

/** A place to drop a file on, or to choose one by pressing it. */
export function FileDrop({
  label,
  hint,
  accept,
  onFile,
}: {
  label: string;
  hint: string;
  /** As an `<input>` takes it, e.g. `.csv,text/csv`. */
  accept: string;
  onFile: (file: File) => void;
}) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  return (
    // Dropping is a short cut: the button inside does the same by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a file can be chosen without it
    <label
      className={cx(
        "grid cursor-pointer justify-items-center gap-1 rounded-2xl border-2 border-dashed p-6 text-center transition-colors hover:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        isOver ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
      )}
      htmlFor={id}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Icon className="mb-1 text-accent" name="upload" size={22} />
      <span className="text-sm font-medium">{label}</span>
      <span className="text-xs text-ink-2">{hint}</span>
      <input
        accept={accept}
        className="sr-only"
        id={id}
        onChange={(event) => {
          take(event.target.files);
          // The same file, mended, can be chosen again.
          event.target.value = "";
        }}
        type="file"
      />
    </label>
  );
}
